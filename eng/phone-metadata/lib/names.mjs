// Names of the regions: ISO 3166-1 alpha-2 and alpha-3, English and Dutch country names.
// The names come from Intl.DisplayNames (Unicode CLDR); the alpha-3 codes and the further names are written out here.

const alpha3 = `AC:ASC AD:AND AE:ARE AF:AFG AG:ATG AI:AIA AL:ALB AM:ARM AO:AGO AR:ARG AS:ASM AT:AUT AU:AUS AW:ABW AX:ALA
AZ:AZE BA:BIH BB:BRB BD:BGD BE:BEL BF:BFA BG:BGR BH:BHR BI:BDI BJ:BEN BL:BLM BM:BMU BN:BRN BO:BOL BQ:BES BR:BRA BS:BHS
BT:BTN BW:BWA BY:BLR BZ:BLZ CA:CAN CC:CCK CD:COD CF:CAF CG:COG CH:CHE CI:CIV CK:COK CL:CHL CM:CMR CN:CHN CO:COL CR:CRI
CU:CUB CV:CPV CW:CUW CX:CXR CY:CYP CZ:CZE DE:DEU DJ:DJI DK:DNK DM:DMA DO:DOM DZ:DZA EC:ECU EE:EST EG:EGY EH:ESH ER:ERI
ES:ESP ET:ETH FI:FIN FJ:FJI FK:FLK FM:FSM FO:FRO FR:FRA GA:GAB GB:GBR GD:GRD GE:GEO GF:GUF GG:GGY GH:GHA GI:GIB GL:GRL
GM:GMB GN:GIN GP:GLP GQ:GNQ GR:GRC GT:GTM GU:GUM GW:GNB GY:GUY HK:HKG HN:HND HR:HRV HT:HTI HU:HUN ID:IDN IE:IRL IL:ISR
IM:IMN IN:IND IO:IOT IQ:IRQ IR:IRN IS:ISL IT:ITA JE:JEY JM:JAM JO:JOR JP:JPN KE:KEN KG:KGZ KH:KHM KI:KIR KM:COM KN:KNA
KP:PRK KR:KOR KW:KWT KY:CYM KZ:KAZ LA:LAO LB:LBN LC:LCA LI:LIE LK:LKA LR:LBR LS:LSO LT:LTU LU:LUX LV:LVA LY:LBY MA:MAR
MC:MCO MD:MDA ME:MNE MF:MAF MG:MDG MH:MHL MK:MKD ML:MLI MM:MMR MN:MNG MO:MAC MP:MNP MQ:MTQ MR:MRT MS:MSR MT:MLT MU:MUS
MV:MDV MW:MWI MX:MEX MY:MYS MZ:MOZ NA:NAM NC:NCL NE:NER NF:NFK NG:NGA NI:NIC NL:NLD NO:NOR NP:NPL NR:NRU NU:NIU NZ:NZL
OM:OMN PA:PAN PE:PER PF:PYF PG:PNG PH:PHL PK:PAK PL:POL PM:SPM PR:PRI PS:PSE PT:PRT PW:PLW PY:PRY QA:QAT RE:REU RO:ROU
RS:SRB RU:RUS RW:RWA SA:SAU SB:SLB SC:SYC SD:SDN SE:SWE SG:SGP SH:SHN SI:SVN SJ:SJM SK:SVK SL:SLE SM:SMR SN:SEN SO:SOM
SR:SUR SS:SSD ST:STP SV:SLV SX:SXM SY:SYR SZ:SWZ TA:TAA TC:TCA TD:TCD TG:TGO TH:THA TJ:TJK TK:TKL TL:TLS TM:TKM TN:TUN
TO:TON TR:TUR TT:TTO TV:TUV TW:TWN TZ:TZA UA:UKR UG:UGA US:USA UY:URY UZ:UZB VA:VAT VC:VCT VE:VEN VG:VGB VI:VIR VN:VNM
VU:VUT WF:WLF WS:WSM XK:XKX YE:YEM YT:MYT ZA:ZAF ZM:ZMB ZW:ZWE`;

export const alpha3Codes = new Map(alpha3.split(/\s+/).map(pair => pair.split(':')));

/** Not ISO codes, read as alpha-2 or alpha-3 all the same. */
export const codeAliases = new Map([['UK', 'GB']]);

// Names that stand for more than one region by themselves, and so for none.
const ambiguous = new Set(['congo', 'korea', 'virginislands']);

// Names besides those of CLDR: ISO short names, former names, usual spellings.
const furtherNames = {
  AE: ['U.A.E.', 'UAE', 'The United Arab Emirates', 'VAE'],
  AX: ['Åland', 'Aland'],
  BA: ['Bosnia', 'Bosnië', 'Bosnia and Herzegovina', 'Bosnië-Herzegovina'],
  BN: ['Brunei Darussalam'],
  BO: ['Bolivia (Plurinational State of)', 'Plurinational State of Bolivia'],
  BQ: ['Bonaire, Sint Eustatius and Saba', 'Bonaire, Sint Eustatius en Saba', 'Bonaire', 'Caribisch Nederland'],
  BS: ['The Bahamas', 'De Bahama’s', 'Bahamas (the)'],
  BY: ['Byelorussia', 'Wit-Rusland', 'Belarus'],
  CC: ['Cocos Islands', 'Keeling Islands', 'Cocoseilanden'],
  CD: ['DR Congo', 'D.R. Congo', 'Congo, Democratic Republic of the', 'Congo (the Democratic Republic of the)',
    'Democratic Republic of the Congo', 'The Democratic Republic of the Congo', 'Democratische Republiek Congo',
    'Congo (Democratische Republiek)', 'Congo-Kinshasa'],
  CF: ['Central African Republic (the)', 'The Central African Republic'],
  CG: ['Republic of the Congo', 'The Republic of the Congo', 'Republiek Congo', 'Congo-Brazzaville'],
  CI: ['Ivory Coast', 'Ivoorkust', 'Cote d’Ivoire'],
  CK: ['The Cook Islands'],
  CN: ['People’s Republic of China', 'Volksrepubliek China', 'Mainland China'],
  CV: ['Cabo Verde', 'Cape Verde', 'Kaapverdië', 'Kaapverdische Eilanden'],
  CZ: ['Czech Republic', 'The Czech Republic', 'Tsjechische Republiek'],
  DE: ['Federal Republic of Germany', 'Bondsrepubliek Duitsland'],
  DO: ['The Dominican Republic'],
  FK: ['Falkland Islands', 'Falkland Islands (the) [Malvinas]', 'Falklandeilanden', 'Malvinas'],
  FM: ['Micronesia (Federated States of)', 'Federated States of Micronesia'],
  FO: ['The Faroe Islands', 'Faeroe Islands', 'Faeröer'],
  GB: ['U.K.', 'UK', 'The United Kingdom', 'Great Britain', 'Groot-Brittannië', 'Groot-Brittanië',
    'United Kingdom of Great Britain and Northern Ireland', 'Het Verenigd Koninkrijk'],
  GM: ['The Gambia'],
  HK: ['Hong Kong', 'Hongkong', 'Hong Kong SAR', 'Hongkong SAR'],
  IE: ['Republic of Ireland', 'Republiek Ierland'],
  IR: ['Iran (Islamic Republic of)', 'Islamic Republic of Iran'],
  KM: ['The Comoros'],
  KP: ['Democratic People’s Republic of Korea', 'Korea (the Democratic People’s Republic of)'],
  KR: ['Republic of Korea', 'Korea (the Republic of)', 'Korea, Republic of', 'Korea, South'],
  LA: ['Lao People’s Democratic Republic', 'Lao'],
  MD: ['Moldova', 'Republic of Moldova', 'Moldova (the Republic of)', 'Moldova, Republic of', 'Moldavië'],
  MH: ['The Marshall Islands'],
  MK: ['Macedonia', 'Macedonië', 'Republic of North Macedonia', 'The Former Yugoslav Republic of Macedonia', 'FYROM'],
  MM: ['Myanmar', 'Burma', 'Birma'],
  MO: ['Macao', 'Macau', 'Macau SAR', 'Macao SAR'],
  MV: ['The Maldives'],
  NL: ['The Netherlands', 'Holland', 'Netherlands (Kingdom of the)', 'Kingdom of the Netherlands', 'Netherlands (the)',
    'Koninkrijk der Nederlanden'],
  PH: ['The Philippines'],
  PS: ['Palestine', 'Palestina', 'State of Palestine', 'Palestine, State of', 'Palestinian Territory'],
  RE: ['La Réunion'],
  RU: ['Russian Federation', 'The Russian Federation', 'Russische Federatie'],
  SB: ['The Solomon Islands'],
  SC: ['The Seychelles'],
  SD: ['The Sudan', 'Soedan'],
  SH: ['Saint Helena, Ascension and Tristan da Cunha'],
  SK: ['Slovak Republic', 'Slowaakse Republiek'],
  SY: ['Syrian Arab Republic'],
  SZ: ['Swaziland', 'Eswatini'],
  TL: ['Timor-Leste', 'East Timor', 'Oost-Timor'],
  TR: ['Turkey', 'Turkije', 'Türkiye'],
  TW: ['Taiwan (Province of China)', 'Taiwan, Province of China'],
  TZ: ['United Republic of Tanzania', 'Tanzania, United Republic of', 'Tanzania, the United Republic of'],
  US: ['USA', 'U.S.A.', 'U.S.', 'US', 'United States of America', 'The United States', 'The United States of America',
    'America', 'Amerika', 'Verenigde Staten van Amerika', 'De Verenigde Staten'],
  VA: ['Holy See', 'The Holy See', 'Vatican', 'Vaticaan', 'Heilige Stoel', 'Vatican City State'],
  VE: ['Venezuela (Bolivarian Republic of)', 'Bolivarian Republic of Venezuela'],
  VG: ['Virgin Islands (British)'],
  VI: ['Virgin Islands (U.S.)', 'US Virgin Islands', 'United States Virgin Islands'],
  VN: ['Viet Nam'],
  ZA: ['Republic of South Africa', 'Republiek Zuid-Afrika'],
};

/** The key of a name: letters only, without diacritics, in lower case. PhoneRegion makes the same key at run time. */
export function nameKey(name) {
  const key = name.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/ø/gi, 'o').replace(/[^\p{L}]/gu, '').toLowerCase();
  if (!/^[a-z]*$/.test(key)) throw new Error(`name ${name} has the key ${key}`);
  return key;
}

/** Map from key to region, sorted by key. */
export function nameTable(regions) {
  const table = new Map();
  const put = (name, region) => {
    const key = nameKey(name);
    if ((table.get(key) ?? region) !== region) throw new Error(`${name}: ${table.get(key)} or ${region}`);
    table.set(key, region);
  };
  const display = ['en', 'nl'].flatMap(locale => ['long', 'short'].map(style =>
    new Intl.DisplayNames([locale], { type: 'region', style, fallback: 'none' })));
  for (const region of regions) {
    const shown = display.map(d => d.of(region)).filter(Boolean);
    const plain = shown.map(name => name.replace(/ \(.*\)$/, '')).filter(name => !ambiguous.has(nameKey(name)));
    const names = new Set([...shown, ...plain, ...furtherNames[region] ?? []]);
    for (const name of [...names]) {
      if (/^(St\.?|Saint|Sint) /.test(name)) {
        for (const saint of ['St. ', 'Saint ']) names.add(name.replace(/^(St\.?|Saint|Sint) /, saint));
      }
    }
    for (const name of names) {
      put(name, region);
      if (/ (&|and|en) /.test(name)) {
        for (const and of [' & ', ' and ', ' en ']) put(name.replace(/ (?:&|and|en) /g, and), region);
      }
    }
  }
  return [...table].sort(([a], [b]) => a < b ? -1 : 1);
}

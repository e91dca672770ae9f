-- Onboarding contracts, version 1: keyed tokens in PostgreSQL (14 or newer, database in UTF8) with pgcrypto. The rules are in ../contracts-v1.md.
-- The input is a canonical value (onboarding.py makes it). Anything else raises an error, because its token would never match.
-- Give the key as a bound parameter, never in the text of a statement: texts end up in logs and in pg_stat_statements.

CREATE EXTENSION IF NOT EXISTS pgcrypto;

-- HKDF-SHA256 (RFC 5869) with an empty salt and 32 bytes of output: one HMAC to extract, one to expand.
CREATE OR REPLACE FUNCTION onboarding_k(ikm bytea, label text, kind text, domain text) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    prk bytea := hmac(ikm, decode(repeat('00', 32), 'hex'), 'sha256');
BEGIN
    IF length(ikm) <> 32 OR domain COLLATE "C" !~ '^[a-z0-9-]{1,64}/[a-z0-9-]{1,64}/[a-z0-9-]{1,64}$' THEN
        RAISE EXCEPTION 'a key of 32 bytes and a domain controller/recipient/purpose are required';
    END IF;
    RETURN hmac(convert_to(label, 'UTF8') || '\x00' || convert_to(kind, 'UTF8') || '\x00' || convert_to(domain, 'UTF8') || '\x01', prk, 'sha256');
END $$;

-- The first 8 bytes; compare them with "check" on the key card before anything else.
CREATE OR REPLACE FUNCTION onboarding_check(party_key bytea, domain text) RETURNS bytea
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT substring(onboarding_k(party_key, 'crm-onboarding/check/v1', '', domain) FROM 1 FOR 8)
$$;

-- Is the value a canonical form? For phone the shape only.
CREATE OR REPLACE FUNCTION onboarding_canonical(kind text, value text) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE kind
        WHEN 'email' THEN
            value COLLATE "C" ~ '^[a-z0-9!#$%&''*+/=?^_`{|}~.-]{1,64}@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'
            AND value COLLATE "C" !~ '\.[0-9]+$'
            AND length(split_part(value, '@', 2)) <= 253
            AND (split_part(value, '@', 2) NOT IN ('gmail.com', 'googlemail.com') OR value COLLATE "C" ~ '^[^.+]+@gmail\.com$')
        WHEN 'phone' THEN value COLLATE "C" ~ '^\+[1-9][0-9]{6,14}$'
        WHEN 'maid' THEN value COLLATE "C" ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' AND value <> '00000000-0000-0000-0000-000000000000'
        WHEN 'external_id' THEN
            octet_length(convert_to(value, 'UTF8')) BETWEEN 1 AND 256
            AND value = btrim(value, U&'\0009\000A\000B\000C\000D\0020\0085\00A0\00AD\1680'
                '\2000\2001\2002\2003\2004\2005\2006\2007\2008\2009\200A\200B\200C\200D\2028\2029\202F\205F\2060\3000\FEFF')
        ELSE false
    END
$$;

-- The keyed token, 32 bytes. Its text form is encode(token, 'hex').
CREATE OR REPLACE FUNCTION onboarding_token(party_key bytea, kind text, domain text, value text) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
    IF NOT onboarding_canonical(kind, value) THEN
        RAISE EXCEPTION 'not a canonical % (the value is not shown)', kind;
    END IF;
    RETURN hmac(convert_to(value, 'UTF8'), onboarding_k(party_key, 'crm-onboarding/token/v1', kind, domain), 'sha256');
END $$;

-- Known answer with the published test key: both columns must be true.
SELECT encode(onboarding_check(key, domain), 'hex') = '46423965011b8e92' AS check_value,
       encode(onboarding_token(key, 'email', domain, 'anna.jansen+shop@example.com'), 'hex')
           = 'b268b0ace8a98beef62db24b7e41668997d453903af8a76c037e7954acc631a2' AS token
FROM (VALUES (decode('37e8503fa279e64eda26f188be5d90044c4b7738bd800164611f27448402e8c8', 'hex'),
              'example-shop/example-publisher/customer-match')) AS demo (key, domain);

-- A whole table: derive K once and use it for every row.
--   PREPARE tokens (bytea, text) AS
--   WITH derived AS MATERIALIZED (SELECT onboarding_k($1, 'crm-onboarding/token/v1', 'email', $2) AS k)
--   SELECT u.id, hmac(convert_to(u.canonical_email, 'UTF8'), derived.k, 'sha256') AS token
--   FROM users u, derived WHERE onboarding_canonical('email', u.canonical_email);

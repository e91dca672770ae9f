using Onboarding.Identifiers;
using Onboarding.Records;
using Onboarding.Suppression;

namespace Onboarding.Plans;

internal sealed partial class PlanReader
{
    private PlanSuppression? ReadSuppression()
    {
        var suppression = _plan.Suppression;
        if (suppression is null)
        {
            return null;
        }

        var lists = new List<PlanSuppressionList>();
        foreach (var (list, i) in (suppression.Lists ?? []).Select((list, i) => (list, i)))
        {
            var path = $"$.suppression.lists[{i}]";
            var columns = new List<SuppressionColumn>();
            foreach (var column in list.Columns.Where(c => c.Kind != RecordFields.Country))
            {
                var form = column.Form switch
                {
                    "clear" => SuppressionValueForm.Clear,
                    "sha256-hex" => SuppressionValueForm.Sha256Hex,
                    "sha256-base64" => SuppressionValueForm.Sha256Base64,
                    "suppression-token" => SuppressionValueForm.Token,
                    _ => (SuppressionValueForm?)null,
                };
                Require(form is not null, Reasons.PlanInvalid, path, "a column's form is not clear, sha256-hex, sha256-base64 or suppression-token");
                Require(IdentifierKinds.TryParse(column.Kind, out var kind), Reasons.PlanInvalid, path, "a column's kind is not known");
                columns.Add(new SuppressionColumn(column.Name, kind, form ?? SuppressionValueForm.Clear));
            }

            Require(columns.Count > 0, Reasons.PlanInvalid, path, "the list has no columns");
            Require(list.Columns.Count(c => c.Kind == RecordFields.Country) <= 1, Reasons.PlanInvalid, path, "the list has two columns of the country");
            Require(list.Columns.All(c => c.Kind != RecordFields.Country || c.Form == "clear"), Reasons.PlanInvalid, path, "a column of the country has another form than clear");
            CheckEncoding(list.Encoding, path + ".encoding");
            Require(!list.Path.Names.Contains(StandardInput), Reasons.PlanInvalid, path + ".path", "a list is read twice and cannot come from standard input");
            lists.Add(new PlanSuppressionList([.. list.Path.Names.Select(Resolve)], ParseSeparator(list.Separator, path + ".separator"), columns)
            {
                CountryColumn = list.Columns.FirstOrDefault(c => c.Kind == RecordFields.Country)?.Name,
                Encoding = list.Encoding,
                Members = list.Members?.Names ?? [],
                Preset = list.Match,
            });
        }

        Require(suppression.ConfirmedEmpty is null || (lists.Count == 0 && !suppression.FromCode), Reasons.PlanInvalid, "$.suppression.confirmedEmpty", "either lists, or a reference to who confirmed that there is none");
        Require(!suppression.Store || (lists.Count == 0 && !suppression.FromCode && suppression.ConfirmedEmpty is null), Reasons.PlanInvalid, "$.suppression.store", "the store counts in any case; the member says that there is nothing else");
        Require(suppression.AcceptUncheckable is null || !string.IsNullOrWhiteSpace(suppression.AcceptUncheckable), Reasons.PlanInvalid, "$.suppression.acceptUncheckable", "the reference is empty");
        Require(!IsMatch || suppression.LinkAtMost is null, Reasons.PlanInvalid, "$.suppression.linkAtMost", "a plan to match links rows by the own user id");
        var linkAtMost = suppression.LinkAtMost ?? PolicyDefaults.LinkAtMost;
        Require(linkAtMost is >= 0 and <= PolicyDefaults.LinkAtMostCeiling, Reasons.PlanInvalid, "$.suppression.linkAtMost", $"the value is not 0 to {PolicyDefaults.LinkAtMostCeiling}");
        return new PlanSuppression(ResolveKey(suppression.Key, "$.suppression.key"), lists, suppression.ConfirmedEmpty, suppression.FromCode)
        {
            LinkAtMost = linkAtMost,
            Store = suppression.Store,
            AcceptUncheckable = suppression.AcceptUncheckable,
            MaxShrink = ReadMaxShrink(suppression) / 100.0,
            WarnAfter = ReadAge(suppression.WarnAfter ?? PolicyDefaults.WarnAfter, "$.suppression.warnAfter"),
            RefuseAfter = ReadAge(suppression.RefuseAfter ?? PolicyDefaults.RefuseAfter, "$.suppression.refuseAfter"),
        };
    }

    private int ReadMaxShrink(SuppressionFile suppression)
    {
        var percent = suppression.MaxShrink ?? PolicyDefaults.MaxShrink;
        Require(percent is >= 0 and <= 100, Reasons.PlanInvalid, "$.suppression.maxShrink", "the value is no percentage from 0 to 100");
        return Math.Clamp(percent, 0, 100);
    }

    private PlanDate ReadAge(string text, string at)
    {
        var isTerm = PlanDate.TryParse(text, out var term) && term.IsRelative;
        Require(isTerm, Reasons.PlanInvalid, at, "the value is no term such as P7D");
        return isTerm ? term : PlanDate.Parse(PolicyDefaults.RefuseAfter);
    }
}

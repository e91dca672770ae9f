using Onboarding.Identifiers;
using Onboarding.Records;
using Onboarding.Suppression;

namespace Onboarding.Plans;

public sealed partial class PlanReview
{
    private PlanSuppression? CheckSuppression()
    {
        var suppression = _plan.Suppression;
        if (suppression is null || ((suppression.Lists ?? []).Length == 0 && suppression.ConfirmedEmpty is null && !suppression.FromCode))
        {
            Refuse(Reasons.SuppressionRequired, "$.suppression", "the plan names no list of opt-outs");
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
                    "suppression-token" => SuppressionValueForm.Token,
                    _ => (SuppressionValueForm?)null,
                };
                Require(form is not null, Reasons.PlanInvalid, path, "a column's form is not clear, sha256-hex or suppression-token");
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
            });
        }

        Require(suppression.ConfirmedEmpty is null || (lists.Count == 0 && !suppression.FromCode), Reasons.PlanInvalid, "$.suppression.confirmedEmpty", "either lists, or a reference to who confirmed that there is none");
        return new PlanSuppression(ResolveKey(suppression.Key, "$.suppression.key"), lists, suppression.ConfirmedEmpty, suppression.FromCode);
    }

    private (PlanDate DeleteBy, PlanDate UseBy) CheckRetention()
    {
        var deleteByIsDate = PlanDate.TryParse(_plan.Retention?.DeleteBy, out var deleteBy);
        var useByIsDate = PlanDate.TryParse(_plan.Retention?.UseBy ?? PolicyDefaults.UseBy, out var useBy);
        if (_plan.Retention?.DeleteBy is null)
        {
            Refuse(Reasons.RetentionMissing, "$.retention.deleteBy", "the plan states no delete-by date");
            return (deleteBy, useBy);
        }

        var longest = PolicyDefaults.LongestRetention;
        if (_dossier.LongestRetention is not null)
        {
            if (!PlanDate.TryParse(_dossier.LongestRetention, out var term) || !term.IsRelative)
            {
                Refuse(Reasons.PlanInvalid, "dossier $.longestRetention", "the value is no term such as P90D");
            }
            else if (term.Resolve(_now) - _now < longest)
            {
                longest = term.Resolve(_now) - _now;
            }
        }

        Require(deleteByIsDate, Reasons.RetentionUnlimited, "$.retention.deleteBy", "the value is no day (2026-12-31) or term (P30D): retention must be finite");
        Require(useByIsDate, Reasons.PlanInvalid, "$.retention.useBy", "the value is no day (2026-12-31) or term (P7D)");
        if (deleteByIsDate && useByIsDate)
        {
            Require(deleteBy.Resolve(_now) - _now <= longest, Reasons.RetentionUnlimited, "$.retention.deleteBy", $"the term is longer than {Math.Floor(longest.TotalDays)} days");
            Require(deleteBy.Resolve(_now) >= _now, Reasons.DataExpired, "$.retention.deleteBy", "the date lies in the past");
            Require(useBy.Resolve(_now) >= _now, Reasons.UseByPassed, "$.retention.useBy", "the date lies in the past");
            Require(useBy.Resolve(_now) <= deleteBy.Resolve(_now), Reasons.PlanInvalid, "$.retention.useBy", $"useBy ({_plan.Retention.UseBy ?? PolicyDefaults.UseBy + ", the default"}) lies after deleteBy");
        }

        return (deleteBy, useBy);
    }
}

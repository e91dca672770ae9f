// Both parties in one process, for show: each has a home of its own and nothing but the audience file passes between them.
// dotnet run -c Release --project samples/service -- samples /tmp/demo
var samples = args.Length > 0 ? args[0] : "samples";
var work = args.Length > 1 ? args[1] : Path.Combine(Path.GetTempPath(), "onboarding-demo");

var sent = await Advertiser.SendAsync(Path.Combine(samples, "webshop", "plan.json"), Path.Combine(work, "webshop"), CancellationToken.None);
Console.WriteLine($"sent: {sent.Counts.Members} members, {sent.Counts.Suppressed} suppressed, {sent.AudiencePath}");

var matched = await Publisher.MatchAsync(Path.Combine(samples, "publisher", "match-plan.json"), sent.AudiencePath, Path.Combine(work, "publisher"), CancellationToken.None);
Console.WriteLine($"matched: {matched.Matched} of {matched.Identifiers} own ids, {matched.IdsPath}");

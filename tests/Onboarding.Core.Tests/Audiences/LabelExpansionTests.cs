using System.Text.Json;
using Onboarding.Core.Tests.Support;

namespace Onboarding.Core.Tests.Audiences;

/// <summary>A JSON-LD processor of others (npm jsonld, tests/JsonLd) understands every member of every view, without fetching anything.</summary>
public sealed class LabelExpansionTests
{
    [Fact]
    public async Task Expand_EveryView_DropsNothingAndGivesAbsoluteIris()
    {
        JsonLdProcessor.SkipWhereMissing();
        using var labels = new RunLabels();

        Assert.Empty(await JsonLdProcessor.FaultsAsync(labels.All()));
    }

    [Theory]
    [InlineData("""{ "@context": { "dpv": "https://w3id.org/dpv#" }, "dpv:hasName": "a", "version": 1 }""", "Safe mode validation error")]
    [InlineData("""{ "@context": { "dpv": "https://w3id.org/dpv#" }, "dpv:hasName": "a", "pd:Name": "b" }""", "has a prefix that the context does not know")]
    [InlineData("""{ "@context": { "dpv": "https://w3id.org/dpv#" }, "dpv:hasNotice": { "@id": "privacy page of the app" } }""", "Safe mode validation error")]
    [InlineData("""{ "@context": { "dpv": "https://w3id.org/dpv#" }, "@type": "Process", "dpv:hasName": "a" }""", "Safe mode validation error")]
    [InlineData("""{ "@context": { "dpv": "https://w3id.org/dpv#" }, "dpv:hasName": null, "dpv:hasContact": "a" }""", "2 values went in, 1 came out")]
    [InlineData("""{ "@context": "https://w3id.org/dpv", "dpv:hasName": "a" }""", "https://w3id.org/dpv")]
    public async Task Expand_LabelWithAFault_IsFound(string label, string fault)
    {
        JsonLdProcessor.SkipWhereMissing();

        Assert.Contains(fault, Assert.Single(await JsonLdProcessor.FaultsAsync([("wrong", System.Text.Encoding.UTF8.GetBytes(label))])), StringComparison.Ordinal);
    }
}

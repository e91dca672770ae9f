using Onboarding.Plans.Rules;

namespace Onboarding.Core.Tests.Plans.Rules.Roles;

public class RoleToAgreementTests
{
    [Fact]
    public void Decide_AloneAndExchanging_AsksForAnExchangeAgreement()
    {
        var decision = RoleToAgreement.Decide(new RoleQuestion("upload", "webshop") { Deciders = ["webshop"], Exchanges = ["dagblad"] });
        Assert.Equal("upload: webshop is controller: 1 identifiable: yes; 2 decides why or the essential means: webshop yes; 4 together: no; 5 independent controllers -> exchange agreement dagblad - webshop", decision.ToString());
    }

    [Fact]
    public void Decide_AloneAndExchangingWithSeveral_AsksForOneWithEach()
    {
        var decision = RoleToAgreement.Decide(new RoleQuestion("upload", "webshop") { Deciders = ["webshop"], Exchanges = ["dagblad", "omroep"] });
        Assert.Equal(["exchange agreement dagblad - webshop", "exchange agreement omroep - webshop"], decision.Needs.Select(n => n.ToString()));
    }

    [Fact]
    public void Decide_AloneAndNothingPasses_AsksForNothing()
    {
        var decision = RoleToAgreement.Decide(new RoleQuestion("collect", "webshop") { Deciders = ["webshop"] });
        Assert.Equal("1 identifiable: yes; 2 decides why or the essential means: webshop yes; 4 together: no; 5 independent controller, nothing passes to another -> no agreement", decision.Path);
        Assert.Empty(decision.Needs);
    }

    [Fact]
    public void Decide_Together_AsksForAnArrangement()
    {
        var decision = RoleToAgreement.Decide(new RoleQuestion("match", "dagblad") { Deciders = ["webshop", "dagblad"] });
        Assert.Equal("match: dagblad is joint-controller: 1 identifiable: yes; 2 decides why or the essential means: dagblad yes; 4 together: yes; joint controllers -> joint arrangement webshop - dagblad", decision.ToString());
    }

    [Theory]
    [InlineData(InstructionState.Covers, "yes")]
    [InlineData(InstructionState.Missing, "no, INSTRUCTION_MISSING")]
    [InlineData(InstructionState.Outside, "no, PURPOSE_OUTSIDE_INSTRUCTION")]
    [InlineData(InstructionState.Ended, "no, INSTRUCTION_EXPIRED")]
    public void Decide_ActsForTheController_AsksForAProcessingAgreement(object state, string answer)
    {
        var decision = RoleToAgreement.Decide(Acting("provider", "webshop") with { Instruction = (InstructionState)state });
        Assert.Equal($"upload: provider is processor: 1 identifiable: yes; 2 decides why or the essential means: provider no; 3 instruction of webshop on file: {answer}; processor -> processing agreement webshop - provider", decision.ToString());
    }

    [Fact]
    public void Decide_ActsForAProcessor_AsksForASubProcessorAgreement()
    {
        var decision = RoleToAgreement.Decide(Acting("hoster", "provider"));
        Assert.Equal("upload: hoster is sub-processor: 1 identifiable: yes; 2 decides why or the essential means: hoster no; 3 instruction of webshop on file: yes; 6 a processor passes to another -> sub-processor agreement provider - hoster, authorised by webshop", decision.ToString());
    }

    [Fact]
    public void Decide_FactAgainstAProcessor_MakesItAController()
    {
        var decision = RoleToAgreement.Decide(Acting("provider", "webshop") with { DecidesBy = "ownPurpose", Exchanges = ["webshop"] });
        Assert.Equal("upload: provider is controller: 1 identifiable: yes; 2 decides why or the essential means: provider yes, by ownPurpose; 4 together: no; 5 independent controllers -> exchange agreement provider - webshop", decision.ToString());
    }

    [Fact]
    public void Decide_OwnUseOfAProcessor_EndsInTheRefusal()
    {
        var decision = RoleToAgreement.Decide(Acting("provider", "webshop") with { OwnUse = "product-improvement" });
        Assert.EndsWith("; 7 own use (product-improvement): REUSE_NOT_SUPPORTED", decision.Path, StringComparison.Ordinal);
    }

    [Fact]
    public void Decide_LongId_IsNotRepeated()
    {
        var secret = new string('f', 64);
        var decision = RoleToAgreement.Decide(new RoleQuestion("upload", secret) { Deciders = [secret], Exchanges = ["dagblad"] });
        Assert.DoesNotContain(secret, decision.ToString(), StringComparison.Ordinal);
        Assert.Equal(secret, decision.Party);
    }

    private static RoleQuestion Acting(string party, string principal) => new("upload", party) { Deciders = ["webshop"], Principal = principal, Controller = "webshop", Instruction = InstructionState.Covers };
}

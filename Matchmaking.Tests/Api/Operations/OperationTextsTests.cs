using Matchmaking.Api.Errors;
using Matchmaking.Api.Messages;
using Matchmaking.Api.Operations;
using Matchmaking.Core.Common;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Operations;

/// <summary>Why an operation failed is kept in no language and told in the reader's.</summary>
internal sealed class OperationTextsTests
{
    [Test]
    public void Tell_NoPlanFound_ConflictsAndWhatToRelaxByNameInTheLanguageOfTheReader()
    {
        var who = RegistrationId.Parse("01a1fad4-684d-7000-8c4d-78a12b6695a0");
        var refusal = new DomainError(
            ErrorKind.Unprocessable,
            Codes.PlanNotFound,
            (PlanRefusals.Conflicts, new List<LimitArgument> { new("min-meetings", 3, who) { Participant = "极目科技 \"{amount}\"" } }),
            (PlanRefusals.Relaxations, new List<LimitArgument> { new("lower-min", 2, who) }));

        var kept = OperationTexts.Keep(refusal);
        var (chinese, english) = (OperationTexts.Tell(kept, Language.Zh), OperationTexts.Tell(kept, Language.En));

        Assert.That((chinese.Code, chinese.Message), Is.EqualTo((Codes.PlanNotFound, MessageCatalogue.Text(Codes.PlanNotFound, Language.Zh, []))));
        Assert.That(chinese.Conflicts!.Single(), Has.Property("RegistrationId").EqualTo(who).And.Property("Limit").EqualTo("min-meetings"));
        Assert.That(chinese.Conflicts!.Single().Message, Is.EqualTo("极目科技 \"{amount}\"：至少 3 场会面。"));
        Assert.That(english.Relaxations!.Single().Message, Is.EqualTo("The participant: lower the minimum to 2 meetings."));
    }

    [Test]
    public void Tell_AnotherRefusal_NoConflicts()
    {
        var told = OperationTexts.Tell(OperationTexts.Keep(DomainError.Conflict(Codes.SessionChanged)), Language.En);

        Assert.That((told.Code, told.Conflicts, told.Relaxations), Is.EqualTo((Codes.SessionChanged, (object?)null, (object?)null)));
    }
}

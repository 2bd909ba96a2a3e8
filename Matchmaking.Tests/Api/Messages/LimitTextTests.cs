using System.Text.RegularExpressions;
using Matchmaking.Api.Messages;
using Matchmaking.Core.Common;
using Matchmaking.Core.Plans;
using Matchmaking.Core.Plans.Tables;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Messages;

/// <summary>Words for limits of plans that conflict, and for what to relax.</summary>
internal sealed partial class LimitTextTests
{
    private static readonly string[] _ofWhom = ["the-participant", "the-pair", "any", "two"];

    private static readonly RegistrationId _one = new(Guid.Parse("01a1fad4-684d-7000-8c4d-78a12b6695a0"));
    private static readonly RegistrationId _other = new(Guid.Parse("01a1fad4-687b-7000-b4af-9acb0eaba336"));

    [Test]
    public void All_LimitsAndChangesOfPlansAndSeatings_ThereInBothLanguages()
    {
        string[] names = [.. KebabEnum<PlanLimit>.Names, .. KebabEnum<TableLimit>.Names, .. KebabEnum<PlanRelaxationKind>.Names, .. KebabEnum<TableRelaxationKind>.Names];

        Assert.That(LimitText.All.Keys, Is.EquivalentTo(names.Distinct().Concat(_ofWhom)));
        foreach (var (name, text) in LimitText.All.Where(t => !_ofWhom.Contains(t.Key)))
        {
            Assert.That(Placeholders(text.Zh), Is.EquivalentTo(Placeholders(text.En)), name);
            Assert.That(text.En, Does.Match("^[A-Z{].*\\.$"), name);
            Assert.That(text.Zh, Does.Match("[\\u4e00-\\u9fff].*。$"), name);
        }
    }

    [TestCase("en", ExpectedResult = "Aerial and River Fund: must meet.")]
    [TestCase("zh", ExpectedResult = "Aerial 与 River Fund：必须会面。")]
    public string Of_APairWithNames_NamesBoth(string language) =>
        LimitText.Of(new LimitArgument("pin", 1, _one, _other) { Participant = "Aerial", Partner = "River Fund" }, KebabEnum<Language>.TryParse(language, out var read) ? read : default);

    [Test]
    public void Of_WithoutNames_SaysWhatIsMeant()
    {
        Assert.That(LimitText.Of(new LimitArgument("min-meetings", 3, _one), Language.En), Is.EqualTo("The participant: at least 3 meetings."));
        Assert.That(LimitText.Of(new LimitArgument("pin", 1, _one, _other), Language.Zh), Is.EqualTo("该配对：必须会面。"));
        Assert.That(LimitText.Of(new LimitArgument("drop-pins", 2, _one), Language.En), Is.EqualTo("The participant: drop 2 of the pins."));
        Assert.That(LimitText.Of(new LimitArgument("drop-pins", 2), Language.En), Is.EqualTo("Any of them: drop 2 of the pins."));
    }

    private static IEnumerable<string> Placeholders(string text) => Placeholder().Matches(text).Select(m => m.Value);

    [GeneratedRegex("\\{[a-z]+\\}")]
    private static partial Regex Placeholder();
}

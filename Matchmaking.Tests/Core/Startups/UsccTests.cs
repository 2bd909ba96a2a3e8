using Matchmaking.Core.Startups;
using NUnit.Framework;

namespace Matchmaking.Tests.Core.Startups;

internal sealed class UsccTests
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private static readonly string[] _valid =
    [
        "91420102MA4T5LJF9G",
        "91420103MAY04UKU5D",
        "91420112MARU6TEP99",
        "91420111MA0TWRFT4R",
        "91420115MAUJKCQQ93",
        "92420106MA71BHK98E",
        "93420116MAMXT8015F",
        "52420100MA0Q48AF0Y",
        "12420100MADJ5UJWXR",
        "91420100MAGCPAET7B",
        // Remainder 0 maps to '0'.
        "91420100MA00003490",
        // The check digit of the organisation code is X.
        "91420100MA000039X3",
        // Published: a worked example, the example of GB 32100 itself, and a code reported as failing that does not fail.
        "91512081MA62K0260E",
        "91350100M000100Y43",
        "9131000063159284XQ",
    ];

    [TestCaseSource(nameof(_valid))]
    public void Check_ValidCode_None(string code) => Assert.That(Uscc.Check(code), Is.EqualTo(default(UsccCheck)));

    [TestCase("91420102MA4T5LJF9H", UsccProblem.CheckCharacter, 18, 'G')]
    [TestCase("91350211M0000XUF46", UsccProblem.CheckCharacter, 18, 'R')]
    [TestCase("91350100M0001TGQXM", UsccProblem.CheckCharacter, 18, '1')]
    [TestCase("91420102ma4t5ljf9g", UsccProblem.Alphabet, 9, null)]
    [TestCase("91420102MA4T5LJF9", UsccProblem.Length, null, null)]
    [TestCase("91420102MA4T5LJF9G0", UsccProblem.Length, null, null)]
    [TestCase("", UsccProblem.Length, null, null)]
    [TestCase(" 91420102MA4T5LJF9G", UsccProblem.Length, null, null)]
    [TestCase(" 1420102MA4T5LJF9G", UsccProblem.Alphabet, 1, null)]
    [TestCase("91I20102MA4T5LJF9G", UsccProblem.Alphabet, 3, null)]
    [TestCase("O1420102MA4T5LJF9G", UsccProblem.Alphabet, 1, null)]
    [TestCase("91420Z02MA4T5LJF9G", UsccProblem.Alphabet, 6, null)]
    [TestCase("91420102MA4T5LJF9１", UsccProblem.Alphabet, 18, null)]
    // Letters of the alphabet where digits belong.
    [TestCase("91420A02MA4T5LJF9G", UsccProblem.Region, 6, null)]
    // 47 is no province, nor are 99 and 00.
    [TestCase("91470102MA4T5LJF9G", UsccProblem.Region, 3, null)]
    [TestCase("91990102MA4T5LJF9G", UsccProblem.Region, 3, null)]
    [TestCase("94420102MA4T5LJF9G", UsccProblem.Prefix, 2, null)]
    [TestCase("B1420102MA4T5LJF9G", UsccProblem.Prefix, 1, null)]
    public void Check_BrokenCode_SaysWhatIsWrong(string code, UsccProblem problem, int? position, char? expected) =>
        Assert.That(Uscc.Check(code), Is.EqualTo(new UsccCheck(problem, position, expected)));

    [Test]
    public void Check_AllZero_RefusedByStructureAlthoughTheSumFits()
    {
        var zeros = new string('0', 18);

        Assert.That(Uscc.CheckCharacter(zeros), Is.EqualTo('0'));
        Assert.That(Uscc.Check(zeros), Is.EqualTo(new UsccCheck(UsccProblem.Prefix, 1)));
    }

    [Test]
    public void Check_OnlyTheOrganisationCodeIsWrong_SaysSo()
    {
        // The organisation code of the example ends in 9; with 8 and a fitting check character nothing else is wrong.
        const string Body = "91420102MA4T5LJF8";
        var code = Body + Uscc.CheckCharacter(Body);

        Assert.That(Uscc.Check(code), Is.EqualTo(new UsccCheck(UsccProblem.OrganisationCode, 17, '9')));
    }

    [Test]
    public void Check_RegisteredByTheState_RegionTenIsAccepted()
    {
        const string Body = "91100000MA4T5LJF9";

        Assert.That(Uscc.Check(Body + Uscc.CheckCharacter(Body)).IsValid, Is.True);
    }

    [TestCaseSource(nameof(_valid))]
    public void CheckCharacter_EverySingleSubstitution_Differs(string code)
    {
        for (var at = 0; at < 18; at++)
        {
            foreach (var other in Alphabet.Where(c => c != code[at]))
            {
                var changed = code[..at] + other + code[(at + 1)..];
                Assert.That(Uscc.CheckCharacter(changed), Is.Not.EqualTo(changed[^1]), changed);
                Assert.That(Uscc.IsValid(changed), Is.False, changed);
            }
        }
    }

    [TestCaseSource(nameof(_valid))]
    public void CheckCharacter_EverySwapOfNeighbours_Differs(string code)
    {
        for (var at = 0; at < 17; at++)
        {
            var changed = code[..at] + code[at + 1] + code[at] + code[(at + 2)..];
            if (changed == code)
                continue;
            Assert.That(Uscc.CheckCharacter(changed), Is.Not.EqualTo(changed[^1]), changed);
            Assert.That(Uscc.IsValid(changed), Is.False, changed);
        }
    }

    [TestCase("9142010", "17 characters")]
    [TestCase("91420102ma4t5ljf9", "Character 9")]
    public void CheckCharacter_NotACode_Throws(string code, string what) =>
        Assert.That(() => Uscc.CheckCharacter(code), Throws.ArgumentException.With.Message.Contains(what));
}

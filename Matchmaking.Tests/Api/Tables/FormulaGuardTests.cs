using Matchmaking.Api.Tables;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Tables;

internal sealed class FormulaGuardTests
{
    private static readonly string[] _texts =
    [
        "=1+1", "+86 27", "-5", "@SUM(A1)", "\t=1", "\r\n=1", "＝1", "＋1", "－1", "＠x", "'=1", "''=1", "'", "''", "'text", "text", "", "a=b", "'-", "'''+",
    ];

    [TestCaseSource(nameof(_texts))]
    public void Remove_OfAdd_IsTheText(string text) => Assert.That(FormulaGuard.Remove(FormulaGuard.Add(text)), Is.EqualTo(text));

    [TestCaseSource(nameof(_texts))]
    public void Add_AnyText_BeginsNoFormula(string text) => Assert.That(FormulaGuard.Add(text), Does.Not.Match(@"^[=+\-@\t\r\n＝＋－＠]"));

    [TestCase("text")]
    [TestCase("'text")]
    [TestCase("3 - 2")]
    public void Add_HarmlessText_IsLeftAlone(string text) => Assert.That(FormulaGuard.Add(text), Is.EqualTo(text));
}

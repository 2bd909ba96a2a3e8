using System.Reflection;
using System.Text.RegularExpressions;
using Matchmaking.Api.Messages;
using Matchmaking.Core.Common;
using NUnit.Framework;

namespace Matchmaking.Tests.Conventions;

/// <summary>Codes and texts belong together, in both languages.</summary>
internal sealed partial class MessageTests
{
    private static readonly string[] _codes =
        [.. typeof(Codes).GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!)];

    [Test]
    public void Codes_AndMessages_AreTheSame() => Assert.That(MessageCatalogue.AllCodes, Is.EquivalentTo(_codes));

    [Test]
    public void Codes_Each_IsUniqueKebabCase()
    {
        Assert.That(_codes, Is.Unique);
        Assert.That(_codes, Has.All.Match("^[a-z]+(-[a-z]+)*$"));
    }

    [TestCaseSource(nameof(_codes))]
    public void Message_BothLanguages_ThereWithTheSamePlaceholders(string code)
    {
        var english = MessageCatalogue.Text(code, Language.En, []);
        var chinese = MessageCatalogue.Text(code, Language.Zh, []);

        Assert.That(english, Does.Match("^[A-Z\"{].*\\.$").And.Not.Match("[，。；：]"));
        Assert.That(chinese, Does.Match("[\\u4e00-\\u9fff]"));
        Assert.That(Placeholders(chinese), Is.EquivalentTo(Placeholders(english)));
    }

    [TestCase(null, false)]
    [TestCase("", false)]
    [TestCase("zh-CN", true)]
    [TestCase("zh", true)]
    [TestCase("ZH-Hans-CN", true)]
    [TestCase("en", false)]
    [TestCase("en;q=0.8, zh;q=0.9", true)]
    [TestCase("zh;q=0.1, *;q=0.5", false)]
    [TestCase("fr, zh;q=0.2", true)]
    [TestCase("zh;q=0", false)]
    [TestCase(";;;,q=", false)]
    public void Choose_AcceptLanguage_ChineseOnlyWhenPreferred(string? header, bool chinese) =>
        Assert.That(MessageCatalogue.Choose(header), Is.EqualTo(chinese ? Language.Zh : Language.En));

    private static IEnumerable<string> Placeholders(string text) => Placeholder().Matches(text).Select(m => m.Value).Distinct();

    [GeneratedRegex("\\{[a-zA-Z]+\\}")]
    private static partial Regex Placeholder();
}

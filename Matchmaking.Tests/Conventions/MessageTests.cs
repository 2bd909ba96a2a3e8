using System.Reflection;
using System.Text.RegularExpressions;
using Matchmaking.Api.Messages;
using Matchmaking.Core.Common;
using Matchmaking.Tests.Support;
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

    [Test]
    public void Words_NamedInSources_AreInTheCatalogue()
    {
        var sources = RepositoryFiles.WithEnding(".cs").Where(f => !f.StartsWith("Matchmaking.Tests/", StringComparison.Ordinal)).Select(RepositoryFiles.Read);
        var words = sources.SelectMany(s => WordInSource().Matches(s)).Select(m => m.Groups[1].Value).Distinct().ToList();

        Assert.That(words, Has.Count.GreaterThan(20));
        // Names of fields are the same in every language.
        Assert.That(words.Where(w => !MessageCatalogue.HasWord(w) && !FieldName().IsMatch(w)), Is.Empty);
    }

    [TestCase("after", "晚于")]
    [TestCase("investedOn", "investedOn")] // a field keeps its name
    public void Word_InChinese_TranslatedWhereItIsOne(string word, string chinese) =>
        Assert.That(MessageCatalogue.Word(word, Language.Zh), Is.EqualTo(chinese));

    [Test]
    public void Text_ValueThatLooksLikeAWord_IsLeftAlone() =>
        Assert.That(MessageCatalogue.Text(Codes.UnknownProperty, Language.Zh, [("name", "fund")]), Does.Contain("“fund”"));

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

    [GeneratedRegex("""(?:\("(?:what|why|relation|other|needed)", |NotFound\()"([^"]+)"\)""")]
    private static partial Regex WordInSource();

    [GeneratedRegex("^(to|[a-z]+([A-Z][a-z]+)+)$")]
    private static partial Regex FieldName();

    [GeneratedRegex("\\{[a-zA-Z]+\\}")]
    private static partial Regex Placeholder();
}

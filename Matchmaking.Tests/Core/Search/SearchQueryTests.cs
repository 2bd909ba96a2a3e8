using Matchmaking.Core.Common;
using Matchmaking.Core.Search;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Core.Search;

internal sealed class SearchQueryTests
{
    [TestCase("", Codes.SearchTermMissing)]
    [TestCase("  \u3000", Codes.SearchTermMissing)]
    [TestCase("。，-- %_ 😀", Codes.SearchTermMissing)]
    [TestCase("氢\u0000能", Codes.InvalidText)]
    [TestCase("氢\t能", Codes.InvalidText)]
    [TestCase("氢\u0085", Codes.InvalidText)]
    [TestCase("氢\uFFFD", Codes.InvalidText)]
    [TestCase("1 2 3 4 5 6 7 8 9", Codes.TooMany)]
    public void Parse_NothingToSearchFor_Refused(string text, string code) => Assert.That(SearchQuery.Parse(text).Error?.Code, Is.EqualTo(code));

    [TestCase('\uD800')]
    [TestCase('\uDC00')]
    public void Parse_LoneSurrogate_Refused(char surrogate) =>
        Assert.That(SearchQuery.Parse($"氢{surrogate}能").Error?.Code, Is.EqualTo(Codes.InvalidText));

    [Test]
    public void Parse_LengthAndTermsAtTheirBounds_Accepted()
    {
        Assert.That(SearchQuery.Parse(new string('氢', 100)).Error, Is.Null);
        Assert.That(SearchQuery.Parse(new string('氢', 101)).Error?.Code, Is.EqualTo(Codes.TooLong));
        Assert.That(SearchQuery.Parse("1 2 3 4 5 6 7 8 8 8").Error, Is.Null);
    }

    // Term, pieces, texts to compare. A piece that is the term leaves nothing to compare.
    [TestCase("氢能", "氢能", "")]
    [TestCase("氢", "氢", "")]
    [TestCase("AI", "ai", "")]
    [TestCase("SiC", "sic", "")]
    [TestCase("evtol", "evt vto tol", "evtol")]
    [TestCase("氢燃料", "氢燃 燃料", "氢燃料")]
    [TestCase("AI芯片", "ai 芯片", "ai芯片")]
    [TestCase("C++", "c", "c++")]
    [TestCase("a-bc", "a bc", "a-bc")]
    [TestCase("氢能 氢能 AI", "氢能 ai", "")]
    [TestCase("氢能 --", "氢能", "--")]
    public void Parse_Terms_WhatTheIndexIsAskedFor(string text, string tokens, string substrings)
    {
        var query = SearchQuery.Parse(text).Value;

        Assert.That((string.Join(' ', query.Tokens), string.Join(' ', query.Substrings)), Is.EqualTo((tokens, substrings)));
    }

    [Test]
    public void Parse_LongTerms_AskForFewTokensOfEach()
    {
        var term = string.Concat(Enumerable.Range(0, 60).Select(i => (char)(0x4E00 + i)));

        var query = SearchQuery.Parse($"{term} 氢能 a{term[..30]}").Value;

        Assert.That(query.Tokens, Has.Count.EqualTo(8).And.Member("氢能").And.Member("a"));
        Assert.That(query.Substrings, Is.EqualTo(Strings.Of(term, "a" + term[..30])));
    }

    [Test]
    public void Tokens_OfRandomTexts_AreThoseOfEveryOccurrence()
    {
        var texts = new RandomTexts(11);
        var (found, missed) = (0, 0);
        for (var i = 0; i < 50_000; i++)
        {
            var document = SearchDocument.Of([texts.Next(10), texts.Next(4)], []);
            if (!SearchQuery.Parse(texts.Next(4)).TryGet(out var query, out _))
                continue;
            var tokens = document.Tokens();
            var byIndex = query.Tokens.All(tokens.Contains) && query.Substrings.All(s => document.Text.Contains(s, StringComparison.Ordinal));
            var byReading = query.Tokens.Concat(query.Substrings).All(s => document.Text.Contains(s, StringComparison.Ordinal));

            Assert.That(byIndex, Is.EqualTo(byReading), $"{document.Text} | {query}");
            _ = byReading ? found++ : missed++;
        }

        Assert.That((found, missed), Is.GreaterThan((1_000, 1_000)));
    }
}

using System.Text;
using Matchmaking.Core.Search;
using NUnit.Framework;

namespace Matchmaking.Tests.Core.Search;

internal sealed class SearchTextTests
{
    private static readonly (int First, int Last) _surrogates = (0xD800, 0xDFFF);

    // Width, letter case, compatibility, accents before and after composition, format characters, blanks.
    [TestCase("ＡＩ芯片（武汉）", "ai芯片(武汉)")]
    [TestCase("eVTOL", "evtol")]
    [TestCase("基金Ⅱ期㎡①", "基金ii期m21")]
    [TestCase("Schrödinger Schro\u0308dinger", "schrodinger schrodinger")]
    [TestCase("氢\u200B能\uFEFF\u200F", "氢能")]
    [TestCase("  氢\u3000\t能\r\n ", "氢 能")]
    [TestCase("a\u0001b\u00A0c", "a b c")]
    [TestCase("\uF900\u2F08", "豈人")]
    [TestCase("が", "が")]
    [TestCase("ΣΑΣ", "σασ")]
    [TestCase("👩‍🔬 100%_\\", "👩🔬 100%_\\")]
    [TestCase(" \u200B ", "")]
    public void Normalize_Spellings_OneForm(string text, string normal) => Assert.That(SearchText.Normalize(text), Is.EqualTo(normal));

    [Test]
    public void Normalize_EveryCharacter_TwiceIsOnce()
    {
        for (var code = 0; code <= 0x10FFFF; code++)
        {
            if (code == _surrogates.First)
                code = _surrogates.Last + 1;
            var once = SearchText.Normalize($"a{new Rune(code)}b");
            Assert.That(SearchText.Normalize(once), Is.EqualTo(once), $"U+{code:X4}");
        }
    }
}

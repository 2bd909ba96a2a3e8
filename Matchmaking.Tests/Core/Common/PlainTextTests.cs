using Matchmaking.Core.Common;
using NUnit.Framework;

namespace Matchmaking.Tests.Core.Common;

/// <summary>Which characters a text may have, and how long it is.</summary>
internal sealed class PlainTextTests
{
    [TestCase("")]
    [TestCase(" ")]
    [TestCase("示例·云翼航空科技（武汉）有限公司")]
    [TestCase("𠮷野家")] // outside the basic plane
    [TestCase("\U0001F469\u200D\U0001F680")] // an emoji with its joiner
    [TestCase("\u2764\uFE0F")] // a variation selector
    [TestCase("e\u0301")]
    [TestCase("العربية")] // written from right to left by itself, without marks
    [TestCase("a\u200Bb")] // invisible, but not alone
    [TestCase("two\r\nlines\tand a tab")]
    public void IsStorable_WhatPeopleWrite_Kept(string text) => Assert.That(PlainText.IsStorable(text));

    [TestCase("a\0b")]
    [TestCase("a\u001Bb")]
    [TestCase("a\u007F")]
    [TestCase("a\u0085")]
    [TestCase("a\u202Eb")] // override
    [TestCase("\u202Aa\u202C")] // embedding
    [TestCase("a\u2067b\u2069")] // isolate
    [TestCase("a\u200F")] // right-to-left mark
    [TestCase("a\u061C")]
    [TestCase("\u200B")] // nothing visible
    [TestCase(" \u200D\uFEFF ")]
    [TestCase("a\uFFFE")]
    [TestCase("a\uFDD0")]
    public void IsStorable_WhatNobodyCanShow_Refused(string text) => Assert.That(PlainText.IsStorable(text), Is.False);

    // Not test cases: an unpaired surrogate does not survive in the name of a test.
    [Test]
    public void IsStorable_UnpairedSurrogate_Refused()
    {
        Assert.That(PlainText.IsStorable("a\uD800"), Is.False);
        Assert.That(PlainText.IsStorable("\uDC00a"), Is.False);
        Assert.That(PlainText.IsStorable("\uDC00\uD800"), Is.False);
    }

    [TestCase("one line", true)]
    [TestCase("a\nb", false)]
    [TestCase("a\rb", false)]
    [TestCase("a\tb", false)]
    [TestCase("a\u2028b", false)]
    public void IsSingleLine_LineEndsAndTabs_AreNot(string text, bool expected) => Assert.That(PlainText.IsSingleLine(text), Is.EqualTo(expected));

    [TestCase("", 0)]
    [TestCase("武汉", 2)]
    [TestCase("\U0001F680", 1)]
    public void Length_Always_CountsCharacters(string text, int expected) => Assert.That(PlainText.Length(text), Is.EqualTo(expected));
}

using Matchmaking.Api.Imports.Formats;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Imports;

internal sealed class ListTextTests
{
    [TestCase("a、b，c,d；e;f|g\nh\r\ni")]
    [TestCase(" a 、 b， c ,d； e;f | g\nh \n\n i、")]
    public void Split_AnySeparator_GivesTheItems(string text) =>
        Assert.That(ListText.Split(text), Is.EqualTo((string[])["a", "b", "c", "d", "e", "f", "g", "h", "i"]));

    [TestCase("")]
    [TestCase(" 、;\n")]
    [TestCase("\"\"")]
    public void Split_NothingInIt_IsEmpty(string text) => Assert.That(ListText.Split(text), Is.Empty);

    [TestCase("\"a;b\";c", "a;b", "c")]
    [TestCase("\"say \"\"hi\"\"\"、c", "say \"hi\"", "c")]
    [TestCase("5\" pipe;c", "5\" pipe", "c")] // a quote in the midst is one
    [TestCase("\"open;c", "\"open", "c")]     // and so is one that is not closed
    [TestCase("\"a\" b;c", "\"a\" b", "c")]   // or that ends too early
    public void Split_Quotes_ProtectSeparators(string text, params string[] items) => Assert.That(ListText.Split(text), Is.EqualTo(items));

    [Test]
    public void Split_OfJoin_IsTheList([Values("、", "; ")] string separator)
    {
        string[] items = ["Optics, chips", "拨改投/拨转股", "\"quoted\"", "two\nlines", "plain", "a|b;c；d，e、f"];

        Assert.That(ListText.Split(ListText.Join(items, separator)), Is.EqualTo(items));
    }
}

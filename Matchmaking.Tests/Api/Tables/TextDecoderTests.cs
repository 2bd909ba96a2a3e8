using System.Text;
using Matchmaking.Api.Tables;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Tables;

internal sealed class TextDecoderTests
{
    private const string Text = "企业名称,金额\n武汉氢能，“小巨人”,3000万";

    private static Encoding Gb18030 => CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

    private static IEnumerable<TestCaseData> Encodings =>
    [
        new TestCaseData(Encoding.UTF8.GetBytes(Text)).SetArgDisplayNames("UTF-8"),
        new TestCaseData((byte[])[0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Text)]).SetArgDisplayNames("UTF-8 with mark"),
        new TestCaseData(Gb18030.GetBytes(Text)).SetArgDisplayNames("GB18030"),
        new TestCaseData((byte[])[0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Text)]).SetArgDisplayNames("UTF-16"),
    ];

    [TestCaseSource(nameof(Encodings))]
    public void ToUtf8_KnownEncoding_IsTheText(byte[] file) => Assert.That(Decode(file), Is.EqualTo(Text));

    [Test]
    public void ToUtf8_FourByteCharacterOfGb18030_IsRead() => Assert.That(Decode(Gb18030.GetBytes("㐂𠮷")), Is.EqualTo("㐂𠮷"));

    [TestCase(new byte[] { 0x41, 0xFF }, TestName = "ToUtf8_ByteThatNoEncodingHas_IsNull")]
    [TestCase(new byte[] { 0xEF, 0xBB, 0xBF, 0xC0, 0xAF }, TestName = "ToUtf8_MarkedAsUtf8AndIsNot_IsNull")]
    [TestCase(new byte[] { 0xFF, 0xFE, 0x00, 0xD8 }, TestName = "ToUtf8_LoneSurrogateInUtf16_IsNull")]
    public void ToUtf8_Broken_IsNull(byte[] file) => Assert.That(TextDecoder.ToUtf8(file), Is.Null);

    [Test]
    public void ToUtf8_Empty_IsEmpty() => Assert.That(Decode([]), Is.Empty);

    private static string Decode(byte[] file) => Encoding.UTF8.GetString(TextDecoder.ToUtf8(file)!.Value.Span);
}

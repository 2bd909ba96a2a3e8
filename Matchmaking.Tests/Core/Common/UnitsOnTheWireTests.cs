using System.Text.Json;
using Matchmaking.Core.Common;
using NUnit.Framework;

namespace Matchmaking.Tests.Core.Common;

/// <summary>The examples of docs/units.md about JSON.</summary>
internal sealed class UnitsOnTheWireTests
{
    [TestCase("30000000", 3_000_000_000, "30000000")]
    [TestCase("3e7", 3_000_000_000, "30000000")]
    [TestCase("0.01", 1, "0.01")]
    [TestCase("90000000000000", 9_000_000_000_000_000, "90000000000000")]
    public void Money_Accepted_ExactInFenAndBack(string json, long fen, string written)
    {
        var money = JsonSerializer.Deserialize<Money>(json, WireJson.Options);

        Assert.That(money.Fen, Is.EqualTo(fen));
        Assert.That(JsonSerializer.Serialize(money, WireJson.Options), Is.EqualTo(written));
    }

    [TestCase("0.001", Codes.InvalidAmount)]
    [TestCase("-1", Codes.InvalidAmount)]
    [TestCase("1e400", Codes.InvalidAmount)]
    [TestCase("90000000000000.01", Codes.InvalidAmount)]
    [TestCase("\"30000000\"", Codes.WrongType)]
    public void Money_Refused_SaysWhy(string json, string code) => Refused<Money>(json, code);

    [TestCase("0.12345", Codes.InvalidRatio)]
    [TestCase("1.2", Codes.InvalidRatio)]
    [TestCase("\"80%\"", Codes.WrongType)]
    public void Ratio_Refused_SaysWhy(string json, string code) => Refused<Ratio>(json, code);

    [Test]
    public void Ratio_Accepted_InBasisPoints() =>
        Assert.That(JsonSerializer.Deserialize<Ratio>("0.8", WireJson.Options).BasisPoints, Is.EqualTo(8_000));

    [Test]
    public void Time_WithOffset_AnsweredInUtcWithMilliseconds()
    {
        var time = JsonSerializer.Deserialize<DateTimeOffset>("\"2026-03-01T09:30:00+08:00\"", WireJson.Options);

        Assert.That(JsonSerializer.Serialize(time, WireJson.Options), Is.EqualTo("\"2026-03-01T01:30:00.000Z\""));
    }

    [Test]
    public void Time_WithoutOffset_Refused() => Refused<DateTimeOffset>("\"2026-03-01T09:30:00\"", Codes.InvalidTime);

    private static void Refused<T>(string json, string code) =>
        Assert.That(
            () => JsonSerializer.Deserialize<T>(json, WireJson.Options),
            Throws.TypeOf<WireException>().With.Property(nameof(WireException.Code)).EqualTo(code));
}

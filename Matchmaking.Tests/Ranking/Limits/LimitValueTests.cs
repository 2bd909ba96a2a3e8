using System.Text.Json;
using Matchmaking.Core.Common;
using Matchmaking.Ranking.Limits;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.Limits;

internal sealed class LimitValueTests
{
    private static readonly object[] _values =
    [
        new object[] { LimitValue.None, "null", "" },
        new object[] { LimitValue.Of(Money.FromFen(150)), "1.5", "1.5" },
        new object[] { LimitValue.Of(SignedMoney.FromFen(-7)), "-0.07", "-0.07" },
        new object[] { LimitValue.Of("江岸区"), "\"江岸区\"", "江岸区" },
        new object[] { LimitValue.Of((string?)null), "null", "" },
        new object[] { LimitValue.Of(new DateOnly(2026, 1, 2)), "\"2026-01-02\"", "2026-01-02" },
        new object[] { LimitValue.Of([Stage.PreA, Stage.DPlus]), """["pre-a","d-plus"]""", "pre-a, d-plus" },
        new object[] { LimitValue.Of(Array.Empty<Instrument>()), "[]", "" },
    ];

    [TestCaseSource(nameof(_values))]
    public void Json_AnyValue_RoundTripsAndReads(LimitValue value, string json, string text)
    {
        var read = JsonSerializer.Deserialize<LimitValue>(JsonSerializer.Serialize(value, WireJson.Options), WireJson.Options);

        Assert.That((value.Json, value.ToString()), Is.EqualTo((json, text)));
        Assert.That(read, Is.EqualTo(value));
    }
}

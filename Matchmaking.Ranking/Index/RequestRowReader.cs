using System.Globalization;
using System.Text.Json;
using Matchmaking.Core.Common;
using Matchmaking.Core.FinancingRequests;
using Matchmaking.Core.Storage.FinancingRequests;
using Matchmaking.Ranking.Facts;

namespace Matchmaking.Ranking.Index;

/// <summary>Makes facts of rows, the same as <see cref="FactsFactory"/> makes of entities. Lists are read once for each text: millions of rows hold a few thousand. For one thread.</summary>
/// <param name="factory">Knows the taxonomy.</param>
public sealed class RequestRowReader(FactsFactory factory)
{
    private readonly Dictionary<string, (IReadOnlyList<SectorPath> Paths, string? Chain)> _sectors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<Instrument>> _instruments = new(StringComparer.Ordinal);

    /// <returns>Canonical.</returns>
    /// <exception cref="FormatException">An id, a day or a word is none.</exception>
    public RequestFacts Facts(RequestRow row)
    {
        var (paths, chain) = Known(_sectors, row.Sectors, json => factory.Sectors(List<string>(json)));
        return new()
        {
            Id = FinancingRequestId.Parse(row.Id),
            StartupId = StartupId.Parse(row.StartupId),
            Status = KebabEnum<RequestStatus>.Parse(row.Status),
            Sectors = paths,
            Chain = row.Chain ?? chain,
            Stage = row.Stage is null ? null : KebabEnum<Stage>.Parse(row.Stage),
            AmountCny = Money.FromFen(row.AmountFen),
            MinTicketCny = Money.FromFen(row.MinTicketFen),
            Instruments = Known(_instruments, row.Instruments, json => Canon.List(List<Instrument>(json))),
            District = row.District,
            WillLandIn = Texts(row.WillLandIn),
            Recognitions = Texts(row.Recognitions),
            FoundedOn = Day(row.FoundedOn),
            ValidUntil = Day(row.ValidUntil),
        };
    }

    private static DateOnly? Day(string? text) => text is null ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static T[] List<T>(string json) => JsonSerializer.Deserialize<T[]>(json, WireJson.Options)!;

    private static TValue Known<TValue>(Dictionary<string, TValue> known, string text, Func<string, TValue> read)
    {
        if (!known.TryGetValue(text, out var value))
            known.Add(text, value = read(text));
        return value;
    }

    private IReadOnlyList<string> Texts(string json) => Known(_texts, json, j => Canon.Texts(List<string>(j)));
}

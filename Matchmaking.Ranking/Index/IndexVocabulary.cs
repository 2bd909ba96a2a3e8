using Matchmaking.Core.Common;
using Matchmaking.Core.FinancingRequests;
using Matchmaking.Ranking.Facts;

namespace Matchmaking.Ranking.Index;

/// <summary>What of a request repeats in many others, by number. Numbers are only ever added, so that a later vocabulary reads the rows of an earlier one. Immutable.</summary>
internal sealed class IndexVocabulary
{
    public static readonly IndexVocabulary Empty = new();

    /// <summary>Sectors with those above them, canonical; by number of the set.</summary>
    public IReadOnlyList<SectorPath>[] SectorSets { get; init; } = [];

    public string?[] Chains { get; init; } = [];

    public string?[] Districts { get; init; } = [];

    public RequestFamily[] Families { get; init; } = [];

    public RequestTerms[] Terms { get; init; } = [];

    public IReadOnlyList<string>[] Recognitions { get; init; } = [];

    /// <summary>By set of recognitions.</summary>
    public double[] Strengths { get; init; } = [];
}

/// <summary>Requests that most of a ranking treats alike: the same sectors, stage and chain. A block holds rows of one family.</summary>
/// <param name="Sectors">Number of the set of sectors.</param>
/// <param name="Stage">Null when unknown.</param>
/// <param name="Chain">Number of the chain.</param>
internal readonly record struct RequestFamily(int Sectors, Stage? Stage, int Chain);

/// <summary>What only limits read: status, instruments and where the startup would open a site.</summary>
internal sealed record RequestTerms(RequestStatus Status, IReadOnlyList<Instrument> Instruments, IReadOnlyList<string> WillLandIn);

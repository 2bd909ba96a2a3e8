using Matchmaking.Core.Common;
using Matchmaking.Core.Risk.Tickets;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Features;
using Matchmaking.Ranking.Histories;
using Matchmaking.Ranking.Profiles;

namespace Matchmaking.Ranking.Index;

/// <summary>
/// What a fund makes of each set of sectors, district and stage: the features that read nothing else, computed once by the features themselves on a made-up request that has
/// nothing else, and the factors of likeness.
/// </summary>
internal sealed class FundTables
{
    /// <summary>A number for an unknown stage and for each stage.</summary>
    private const int Stages = 9;

    private static readonly (FeatureSlot Slot, IFeature Feature)[] _ofSectors = [.. Features(FeatureSlot.SectorCloseness, FeatureSlot.NearestCompany)];
    private static readonly (FeatureSlot Slot, IFeature Feature)[] _ofStage = [.. Features(FeatureSlot.StageHabit, FeatureSlot.StageStep)];
    private static readonly (FeatureSlot Slot, IFeature Feature)[] _ofDistrict = [.. Features(FeatureSlot.PlaceFit, FeatureSlot.PlaceSizeDistance), (FeatureSlot.PlaceHabit, new PlaceHabit())];

    private readonly IndexQuery _query;
    private readonly BookHistory? _history;
    private readonly StartupId _nobody;
    private readonly IndexVocabulary _words;
    private readonly Entry?[] _bySectors;
    private readonly Entry[] _byDistrict;
    private readonly DistrictBounds[] _districtBounds;
    private readonly Entry[] _byStage;
    private readonly ChainRisk?[] _risks;

    /// <param name="query">The fund, the day and what is usual.</param>
    /// <param name="words">Of the snapshot.</param>
    /// <param name="needs">What the model reads.</param>
    /// <param name="nobody">A startup of which the fund knows nothing.</param>
    public FundTables(IndexQuery query, IndexVocabulary words, SlotNeeds needs, StartupId nobody)
    {
        (_query, _words, _nobody) = (query, words, nobody);
        _history = query.Model.ReadsHistories ? query.Fund.Book.HistoryIn(query.Context.Market, query.Context.AsOf) : null;
        Likeness = needs.Likeness && _history is not null ? new(_history.Investor) : null;
        LikenessBounds = Likeness is null ? null : new(Likeness);
        _bySectors = new Entry?[words.SectorSets.Length];
        _byDistrict = [.. words.Districts.Select(d => Make(Nothing with { District = d }, _ofDistrict, needs, (l, c) => l.OfDistrict(c)))];
        _districtBounds = Array.ConvertAll(_byDistrict, e => new DistrictBounds(e));
        _byStage = [.. Enumerable.Range(0, Stages).Select(s => Make(Nothing with { Stage = s == 0 ? null : (Stage)(s - 1) }, _ofStage, needs, (l, c) => l.OfStage(c)))];
        _risks = [.. words.Chains.Select(c => query.Fund.Book.RiskIn(c))];
        Needs = needs;
    }

    public SlotNeeds Needs { get; }

    /// <summary>Of the snapshot.</summary>
    public IndexVocabulary Words => _words;

    /// <summary>Null where the model reads no likeness, or nothing is known of earlier rounds.</summary>
    public LikenessTable? Likeness { get; }

    /// <summary>Null where there is no <see cref="Likeness"/>.</summary>
    public LikenessBounds? LikenessBounds { get; }

    /// <summary>What is known of the fund's rounds; null where nothing is, or the model does not look.</summary>
    public InvestorView? Investor => _history?.Investor;

    /// <summary>Makes what sectors need ready; from several threads for different sets.</summary>
    public void Prepare(int sectors) => _bySectors[sectors] ??= Make(Nothing with { Sectors = _words.SectorSets[sectors] }, _ofSectors, Needs, (l, c) => l.OfSectors(c));

    public Entry OfSectors(int sectors) => _bySectors[sectors]!;

    public Entry OfDistrict(int district) => _byDistrict[district];

    public DistrictBounds BoundsOfDistrict(int district) => _districtBounds[district];

    public Entry OfStage(Stage? stage) => _byStage[stage is { } known ? (int)known + 1 : 0];

    /// <summary>Null without a loss model.</summary>
    public ChainRisk? RiskIn(int chain) => _risks[chain];

    /// <summary>The value of a feature that is the same for all ordinary candidates.</summary>
    public double Constant(IFeature feature) => feature.Value(Pair(Nothing with { Stage = Stage.Seed }));

    private RequestFacts Nothing => new() { Id = default, StartupId = _nobody, AmountCny = Money.FromFen(1), MinTicketCny = Money.FromFen(1) };

    private Entry Make(RequestFacts facts, (FeatureSlot Slot, IFeature Feature)[] features, SlotNeeds needs, Func<LikenessTable, CandidateView, double[]> factors)
    {
        var pair = Pair(facts);
        var values = features.Where(f => needs.Has(f.Slot)).Select(f => (f.Slot, f.Feature.Value(pair))).ToArray();
        return new(values, Likeness is null ? [] : factors(Likeness, pair.Candidate!));
    }

    private FeaturePair Pair(RequestFacts facts)
    {
        var request = RequestProfile.Of(facts);
        var book = _query.Fund.Book;
        FeaturePair pair = new()
        {
            Tags = request.Tags,
            Amount = facts.AmountCny.Fen,
            History = book.History,
            Market = _query.Context.Market.Counts,
            Request = request,
            Mandate = _query.Fund.Mandate.Facts,
            Book = book,
            Ticket = facts.AmountCny,
        };
        return _history is null ? pair : pair.With(_history.Investor, _history.Candidate(request, facts.AmountCny.Fen));
    }

    private static IEnumerable<(FeatureSlot, IFeature)> Features(FeatureSlot first, FeatureSlot last) =>
        from column in Enumerable.Range(0, FeatureSet.All.Count)
        let feature = FeatureSet.All[column]
        let slot = FeatureSlots.Of(feature.Info)
        where slot >= first && slot <= last
        select (slot.Value, feature);

    /// <param name="Values">Of features.</param>
    /// <param name="Factors">Of likeness, by point; empty where nobody asks.</param>
    internal sealed record Entry((FeatureSlot Slot, double Value)[] Values, double[] Factors);
}

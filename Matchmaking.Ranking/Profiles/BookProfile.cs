using System.Collections.Concurrent;
using Matchmaking.Core.Common;
using Matchmaking.Core.Numerics;
using Matchmaking.Core.Risk;
using Matchmaking.Core.Risk.Model;
using Matchmaking.Core.Risk.Tickets;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Histories;
using Matchmaking.Ranking.Tags;

namespace Matchmaking.Ranking.Profiles;

/// <summary>A fund's books made ready for ranking: exposure by startup, money left, habits. Immutable.</summary>
public sealed class BookProfile
{
    private readonly Dictionary<StartupId, long> _exposureFen = [];
    private readonly BookHistoryCache? _histories;
    private readonly Lazy<FundRisk>? _risk;
    private readonly ConcurrentDictionary<string, ChainRisk> _chains = new(StringComparer.Ordinal);

    internal BookProfile(FundBook facts, LossModelCache models, BookHistoryCache? histories = null)
    {
        _histories = histories;
        Facts = facts.Canonical();
        Digest = Canon.Digest(Facts);
        if (Facts.Loss is { } loss)
        {
            var losses = new FundLosses(Money.FromFen(Facts.InvestedFen), SignedMoney.FromFen(loss.RealisedFen), Facts.LossAllowance, loss.BreachTolerance);
            _risk = new(() => new FundRisk(losses, models.Get(new(loss.Exposures, loss.Parameters))));
        }

        History = new InvestorHistory();
        foreach (var position in Facts.Positions)
        {
            History.Add(CandidateTags.Of(position), position.CostCny.Fen);
            if (position is { IsClosed: false, StartupId: { } startup })
                _exposureFen[startup] = checked(_exposureFen.GetValueOrDefault(startup) + position.CostCny.Fen);
        }
    }

    public FundBook Facts { get; }

    /// <summary>SHA-256 of the canonical books, 32 bytes.</summary>
    public ReadOnlyMemory<byte> Digest { get; }

    internal InvestorHistory History { get; }

    /// <inheritdoc cref="BookHistory.Of"/>
    internal BookHistory? HistoryIn(MarketProfile market, DateOnly day) =>
        _histories is null ? BookHistory.Of(Facts.Positions, market, day) : _histories.Get(this, market, day);

    /// <summary>Geometric mean of what the positions cost; null without any.</summary>
    internal Money? UsualTicket => History.Amounts == 0 ? null : Money.FromFen((long)Math.Round(PortableMath.Exp(History.MeanLogAmount)));

    /// <summary>The loss model, built when it is first asked for; null for facts that were kept before there was one.</summary>
    public FundRisk? Risk => _risk?.Value;

    /// <summary>The version of the loss model's parameters; null without a loss model.</summary>
    internal string? RiskParameters => Facts.Loss?.Parameters.Version;

    /// <summary>Judges tickets of a chain by the loss model; null without one.</summary>
    internal ChainRisk? RiskIn(string? chain) => _risk is null ? null : _chains.GetOrAdd(chain ?? "", static (key, risk) => risk.Value.In(key), _risk);

    /// <summary>Commitment less all ever invested, at least 0; null without a commitment.</summary>
    internal Money? Uncalled =>
        Facts.CommitmentCny is { } commitment ? Money.FromFen(Math.Max(0, commitment.Fen - Facts.InvestedFen)) : null;

    /// <summary>Largest exposure to one startup; null without a commitment.</summary>
    internal Money? LargestExposure => Facts.CommitmentCny is { } commitment ? Facts.ConcentrationCap.Of(commitment) : null;

    /// <summary>The most that commitment and concentration cap leave for a startup, up to an amount; 0 when nothing.</summary>
    internal Money MostFor(StartupId startup, Money upTo)
    {
        if (Uncalled is { } uncalled)
            upTo = Money.Min(upTo, uncalled);
        return RoomFor(startup) is { } room ? Money.Min(upTo, room) : upTo;
    }

    /// <summary>What the concentration cap leaves for a startup, at least 0; null without a commitment.</summary>
    internal Money? RoomFor(StartupId startup) =>
        LargestExposure is { } cap ? Money.FromFen(Math.Max(0, (cap - ExposureTo(startup)).Fen)) : null;

    /// <summary>Cost of the positions in a startup that are not closed.</summary>
    internal Money ExposureTo(StartupId startup) => Money.FromFen(_exposureFen.GetValueOrDefault(startup));

    /// <summary>
    /// floor(allowance * (invested + more)) - realised loss, in fen; may be negative; null when losses are not judged.
    /// </summary>
    internal long? HeadroomFen(Money more) => Facts.LossAllowance is { } allowance
        ? LossAccounting.Headroom(allowance, Money.FromFen(Facts.InvestedFen) + more, Money.FromFen(Facts.RealisedLossFen)).Fen
        : null;
}

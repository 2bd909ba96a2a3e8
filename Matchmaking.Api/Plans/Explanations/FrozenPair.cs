using Matchmaking.Core.Sessions;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Sessions;
using Matchmaking.Ranking.Limits;
using Matchmaking.Ranking.Rankings;

namespace Matchmaking.Api.Plans.Explanations;

/// <summary>What the freezes of a plan say of a pair: the first that knows both.</summary>
/// <param name="Score">In the fund's ranking; null where it is excluded, or was not there.</param>
/// <param name="OfFund">Why the fund's ranking excludes it; empty where it does not.</param>
/// <param name="OfRequest">Why the request's ranking does, which knows public facts only.</param>
internal sealed record FrozenPair(double? Score, IReadOnlyList<LimitReason> OfFund, IReadOnlyList<LimitReason> OfRequest)
{
    private static readonly FrozenPair _unknown = new(null, [], []);

    /// <summary>Of a pair whose registrations are gone nothing is known.</summary>
    public static async Task<FrozenPair> Load(Db db, VisiblePlan visible, RegistrationId startup, RegistrationId fund)
    {
        if (visible.Registrations.GetValueOrDefault(startup)?.FinancingRequestId is not { } request || visible.Registrations.GetValueOrDefault(fund)?.Party.Id is not { } fundId)
            return _unknown;
        var found = _unknown;
        foreach (var freeze in visible.Freezes)
        {
            var ofFund = await Ranking(db, freeze, RankingSubject.Fund, fundId);
            var ofRequest = await Ranking(db, freeze, RankingSubject.FinancingRequest, request.Value);
            var (score, excluded) = (ofFund?.Items.FirstOrDefault(i => i.FinancingRequestId == request)?.Score, ofFund?.Excluded?.FirstOrDefault(e => e.FinancingRequestId == request));
            found = new FrozenPair(score, excluded?.Reasons ?? [], ofRequest?.Excluded?.FirstOrDefault(e => e.FundId?.Value == fundId)?.Reasons ?? []);
            if (score is not null || excluded is not null)
                break;
        }

        return found;
    }

    private static async Task<RankingBody?> Ranking(Db db, FreezeId freeze, RankingSubject subject, Guid id) =>
        await FreezeStore.Ranking(db, freeze, subject, id) is { } body ? RankingBodyCodec.Read(body) : null;
}

using Matchmaking.Core.Common;
using Matchmaking.Core.Funds;

namespace Matchmaking.Api.Demo;

/// <summary>
/// What the funds may still invest and the asks still take while the season is played, so that no commitment is overdrawn,
/// no share in one startup grows over its cap and no ask is filled twice.
/// </summary>
internal sealed class DemoTreasury
{
    private readonly Dictionary<FundId, Money> _called = [];
    private readonly Dictionary<(FundId, StartupId), Money> _exposure = [];
    private readonly Dictionary<FinancingRequestId, Money> _raised = [];

    public DemoTreasury(IEnumerable<(FundId Fund, PositionDetails Details)> books)
    {
        foreach (var (fund, details) in books)
            _called[fund] = _called.GetValueOrDefault(fund) + details.CostCny;
    }

    /// <summary>What a new ticket may be at most.</summary>
    public Money Room(DemoFund fund, DemoAsk ask)
    {
        var commitment = fund.Fund.CommitmentCny ?? Money.Zero;
        var cap = Left(fund.Fund.ConcentrationCap.Of(commitment), _exposure.GetValueOrDefault((fund.Fund.Id, ask.Startup.Id)));
        return Money.Min(Money.Min(Left(commitment, _called.GetValueOrDefault(fund.Fund.Id)), cap), Left(ask.Request.AmountCny, _raised.GetValueOrDefault(ask.Request.Id)));
    }

    public void Invest(DemoFund fund, DemoAsk ask, Money amount)
    {
        var (id, pair, request) = (fund.Fund.Id, (fund.Fund.Id, ask.Startup.Id), ask.Request.Id);
        _called[id] = _called.GetValueOrDefault(id) + amount;
        _exposure[pair] = _exposure.GetValueOrDefault(pair) + amount;
        _raised[request] = _raised.GetValueOrDefault(request) + amount;
    }

    private static Money Left(Money whole, Money used) => used >= whole ? Money.Zero : Money.FromFen((whole - used).Fen);
}

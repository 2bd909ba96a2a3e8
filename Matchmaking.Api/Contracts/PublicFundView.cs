using Matchmaking.Core.Common;
using Matchmaking.Core.Funds;

namespace Matchmaking.Api.Contracts;

/// <summary>What a startup may know of a fund: nothing from which its size, its losses or its limits follow.</summary>
internal sealed record PublicFundView(
    FundId Id,
    string Name,
    FundKind Kind,
    FundCategory Category,
    IReadOnlyList<string> Sectors,
    IReadOnlyList<Stage> Stages,
    Money TicketMinCny,
    Money? TicketMaxCny,
    IReadOnlyList<string> Districts,
    IReadOnlyList<Instrument> Instruments,
    FundStatus Status)
{
    public static PublicFundView Of(Fund fund) => new(
        fund.Id, fund.Name, fund.Kind, fund.Category, fund.Sectors, fund.Stages, fund.TicketMinCny, fund.TicketMaxCny, fund.Districts,
        fund.Instruments, fund.Status);
}

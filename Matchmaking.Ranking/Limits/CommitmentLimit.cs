using Matchmaking.Core.Common;

namespace Matchmaking.Ranking.Limits;

/// <summary>The ticket fits into what the fund has not yet called. A fund without a commitment is refused.</summary>
internal sealed class CommitmentLimit : ILimit
{
    public LimitReason? Judge(in LimitSignals signals)
    {
        if (signals.Book is not { } book)
            return null;
        if (book.Uncalled is not { } uncalled)
            return new(Codes.MissingCommitment, LimitValue.None, LimitValue.None);
        var ticket = signals.Tickets.Judged;
        return ticket > uncalled ? new(Codes.CommitmentExhausted, LimitValue.Of(ticket), LimitValue.Of(uncalled)) : null;
    }
}

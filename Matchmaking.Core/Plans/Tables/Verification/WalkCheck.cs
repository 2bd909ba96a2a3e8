namespace Matchmaking.Core.Plans.Tables.Verification;

/// <summary>
/// The most that any walk along a long table earns beyond its prices; see <see cref="TableCertificate"/>. From the far end to the near one: what the rest of the
/// table is worth to a column. Cost: columns x funds x startups x (funds + startups).
/// </summary>
internal sealed class WalkCheck
{
    private readonly LongTableSeats _seats;
    private readonly int[] _funds;
    private readonly int[] _startups;
    private readonly long[] _fundPrice;
    private readonly long[] _startupPrice;
    private readonly long?[,] _pair;
    private readonly bool[,] _rivals;

    // The best fund of the next column for a startup here and one there, and the best without that fund.
    private readonly (long? Most, int Fund, long? Without)[,] _follows;

    private WalkCheck(TableProblem problem, TableCertificate certificate, LongTableSeats seats)
    {
        _seats = seats;
        (_funds, _startups) = (Of(TableParticipantKind.Fund), Of(TableParticipantKind.Startup));

        // One more of each kind stands for nobody: of no weight and no price.
        _fundPrice = [.. _funds.Select(v => certificate.Prices[v]), 0];
        _startupPrice = [.. _startups.Select(v => certificate.Prices[v]), 0];
        var apart = new HashSet<(int, int)>();
        foreach (var (a, b) in problem.Apart)
        {
            apart.Add((a, b));
            apart.Add((b, a));
        }

        var weights = problem.Weights.ToDictionary(w => (w.Fund, w.Startup), w => certificate.Scale * w.Weight);
        _pair = new long?[_funds.Length + 1, _startups.Length + 1];
        for (var f = 0; f <= _funds.Length; f++)
        {
            for (var s = 0; s <= _startups.Length; s++)
            {
                var nobody = f == _funds.Length || s == _startups.Length;
                _pair[f, s] = nobody ? 0 : apart.Contains((_funds[f], _startups[s])) ? null : weights.GetValueOrDefault((_funds[f], _startups[s]));
            }
        }

        _rivals = new bool[_startups.Length + 1, _startups.Length + 1];
        for (var s = 0; s < _startups.Length; s++)
        {
            for (var t = 0; t < _startups.Length; t++)
                _rivals[s, t] = s == t || apart.Contains((_startups[s], _startups[t]));
        }

        _follows = new (long?, int, long?)[_startups.Length + 1, _startups.Length + 1];

        int[] Of(TableParticipantKind kind) => [.. Enumerable.Range(0, problem.Participants.Count).Where(v => problem.Participants[v].Kind == kind)];
    }

    /// <returns>Null where there is no walk.</returns>
    public static long? Best(TableProblem problem, TableCertificate certificate) =>
        LongTableSeats.Of(problem) is { } seats ? new WalkCheck(problem, certificate, seats).Best() : null;

    private long? Best()
    {
        long?[,]? rest = null;
        for (var seat = Math.Max(_seats.Funds, _seats.Startups); seat >= 1; seat--)
            rest = Column(seat, rest);
        long? best = null;
        foreach (var value in rest ?? new long?[0, 0])
            best = Larger(best, value);
        return best;
    }

    private (int First, int End) FundsAt(int seat) =>
        seat >= _seats.FirstFund && seat < _seats.FirstFund + _seats.Funds ? (0, _funds.Length) : (_funds.Length, _funds.Length + 1);

    private (int First, int End) StartupsAt(int seat) =>
        seat >= _seats.FirstStartup && seat < _seats.FirstStartup + _seats.Startups ? (0, _startups.Length) : (_startups.Length, _startups.Length + 1);

    private long?[,] Column(int seat, long?[,]? rest)
    {
        var (funds, startups, next) = (FundsAt(seat), StartupsAt(seat), StartupsAt(seat + 1));
        if (rest is not null)
            Follow(startups, next, FundsAt(seat + 1), rest);
        var values = new long?[_funds.Length + 1, _startups.Length + 1];
        for (var f = funds.First; f < funds.End; f++)
        {
            for (var s = startups.First; s < startups.End; s++)
            {
                var beyond = rest is null ? 0 : Beyond(f, s, next);
                values[f, s] = (2 * _pair[f, s]) - _fundPrice[f] - _startupPrice[s] + beyond;
            }
        }

        return values;
    }

    // The pair of the next startup with this fund, and the best of the funds next to it; nobody sits beside himself.
    private long? Beyond(int fund, int startup, (int First, int End) next)
    {
        long? beyond = null;
        for (var t = next.First; t < next.End; t++)
        {
            var (most, by, without) = _follows[startup, t];
            beyond = Larger(beyond, _pair[fund, t] + (by == fund && fund < _funds.Length ? without : most));
        }

        return beyond;
    }

    private void Follow((int First, int End) startups, (int First, int End) next, (int First, int End) nextFunds, long?[,] rest)
    {
        for (var s = startups.First; s < startups.End; s++)
        {
            for (var t = next.First; t < next.End; t++)
            {
                (long? most, int by, long? without) = (null, -1, null);
                for (var g = nextFunds.First; g < nextFunds.End && !_rivals[s, t]; g++)
                {
                    var value = _pair[g, s] + rest[g, t];
                    if (value is null)
                        continue;
                    if (most is null || value > most)
                        (without, most, by) = (most, value, g);
                    else
                        without = Larger(without, value);
                }

                _follows[s, t] = (most, by, without);
            }
        }
    }

    private static long? Larger(long? a, long? b) => a is null || b > a ? b : a;
}

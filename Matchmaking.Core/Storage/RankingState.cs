namespace Matchmaking.Core.Storage;

/// <summary>
/// The change counters of all that a ranking of the whole market is made of, beside the day: while they stay, it does. They may move without a change of
/// one ranking (another fund booked something), which costs a computation and no more.
/// </summary>
/// <param name="Market">Startups and financing requests.</param>
/// <param name="Funds">What funds declare.</param>
/// <param name="Books">Positions and outcomes of all funds.</param>
/// <param name="Models">Promotions of models.</param>
public readonly record struct RankingState(long Market, long Funds, long Books, long Models)
{
    /// <summary>Columns that any statement can read beside its own, at no further trip to the database.</summary>
    internal const string Columns =
        $"""
        COALESCE((SELECT value FROM change_counters WHERE name = '{ChangeCounters.Market}'), 0) AS market,
        COALESCE((SELECT value FROM change_counters WHERE name = '{ChangeCounters.Funds}'), 0) AS funds,
        COALESCE((SELECT value FROM change_counters WHERE name = '{ChangeCounters.Books}'), 0) AS books,
        COALESCE((SELECT value FROM change_counters WHERE name = '{ChangeCounters.Models}'), 0) AS models
        """;

    private const string ReadSql = $"SELECT {Columns}";

    /// <param name="db">A read: a write does not see what it moves itself.</param>
    /// <exception cref="InvalidOperationException">This is a write.</exception>
    public static Task<RankingState> Read(Db db)
    {
        db.RequireRead();
        return db.QuerySingleOrDefault<RankingState>(ReadSql);
    }
}

namespace Matchmaking.Core.Storage.Search;

/// <summary>One condition of a searched list, as pieces of SQL.</summary>
/// <param name="Test">A condition on the id of an entity, found by look-ups.</param>
/// <param name="Leading">How its rows are found by an index; null: no index finds them.</param>
internal sealed record ListCondition(Func<string, string> Test, LeadingRows? Leading);

/// <param name="Counted">A query with a row for each entity that meets the condition.</param>
/// <param name="Where">A condition on the table of entities that an index answers.</param>
/// <param name="IsOrdered">True when that index gives the rows in the order of the entities' ids.</param>
internal sealed record LeadingRows(string Counted, string Where, bool IsOrdered)
{
    /// <summary>How many there are, counted no further than <c>@most</c>.</summary>
    public string CountSql => $"SELECT COUNT(*) FROM ({Counted} LIMIT @most) AS counted";
}

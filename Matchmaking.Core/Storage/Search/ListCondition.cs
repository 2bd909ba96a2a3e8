namespace Matchmaking.Core.Storage.Search;

/// <summary>One condition of a searched list.</summary>
/// <param name="Leading">Rows that name the entities that meet it, found by an index; null: no index finds them.</param>
/// <param name="IsOrdered">True when that index gives the rows in the order of the entities' ids.</param>
/// <param name="Test">Rows that an entity has when it meets the condition, found by its id.</param>
internal sealed record ListCondition(IndexedRows? Leading, bool IsOrdered, IndexedRows Test)
{
    public ListCondition(IndexedRows rows, bool isOrdered)
        : this(rows, isOrdered, rows)
    {
    }
}

/// <param name="Table">A table.</param>
/// <param name="Id">Its column with the id of the entity.</param>
/// <param name="Where">Which of its rows.</param>
internal sealed record IndexedRows(string Table, string Id, string Where)
{
    /// <summary>How many there are, counted no further than <c>@most</c>.</summary>
    public string CountSql => $"SELECT COUNT(*) FROM (SELECT 1 FROM {Table} WHERE {Where} LIMIT @most) AS counted";

    /// <summary>Whether the entity <paramref name="id"/> has one.</summary>
    public string ExistsFor(string id) => $"EXISTS (SELECT 1 FROM {Table} c WHERE c.{Id} = {id} AND {Where})";
}

using Npgsql;
using NpgsqlTypes;

namespace Matchmaking.Core.Storage.Moves;

/// <summary>A table as the target has it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Columns">All columns, in the order of the target.</param>
/// <param name="Key">Columns of the primary key.</param>
/// <param name="RefersToItself">Whether rows refer to other rows of the table.</param>
internal sealed record MoveTable(string Name, IReadOnlyList<MoveColumn> Columns, IReadOnlyList<string> Key, bool RefersToItself)
{
    /// <summary>What is no data: the schema's journal, the move's own, the search index, who serves at the moment.</summary>
    private static readonly HashSet<string> _left = new(StringComparer.Ordinal) { "schema_migrations", MoveJournal.Table, "instances", "leases" };

    private const string TablesText = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename";

    private const string ColumnsText =
        "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = current_schema() ORDER BY table_name, ordinal_position";

    private const string KeysText =
        """
        SELECT c.table_name, k.column_name
        FROM information_schema.table_constraints c
        JOIN information_schema.key_column_usage k ON k.constraint_schema = c.constraint_schema AND k.constraint_name = c.constraint_name AND k.table_name = c.table_name
        WHERE c.table_schema = current_schema() AND c.constraint_type = 'PRIMARY KEY' ORDER BY c.table_name, k.ordinal_position
        """;

    private const string ReferencesText =
        "SELECT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace";

    public string ColumnList => string.Join(", ", Columns.Select(c => c.Name));

    public static bool IsMoved(string table) => !_left.Contains(table) && !table.StartsWith("search_", StringComparison.Ordinal);

    /// <summary>All that are moved, each behind those that it refers to.</summary>
    public static async Task<IReadOnlyList<MoveTable>> All(NpgsqlConnection connection, CancellationToken cancel)
    {
        var names = (await Rows(connection, TablesText, cancel).ConfigureAwait(false)).Select(r => r[0]).Where(IsMoved).ToList();
        var columns = (await Rows(connection, ColumnsText, cancel).ConfigureAwait(false)).ToLookup(r => r[0], r => new MoveColumn(r[1], TypeOf(r[2])), StringComparer.Ordinal);
        var keys = (await Rows(connection, KeysText, cancel).ConfigureAwait(false)).ToLookup(r => r[0], r => r[1], StringComparer.Ordinal);
        var references = (await Rows(connection, ReferencesText, cancel).ConfigureAwait(false)).ToLookup(r => r[0], r => r[1], StringComparer.Ordinal);

        var ordered = new List<MoveTable>();
        while (ordered.Count < names.Count)
        {
            var placed = ordered.Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
            var next = names.First(n => !placed.Contains(n) && references[n].All(r => r == n || placed.Contains(r)));
            ordered.Add(new MoveTable(next, [.. columns[next]], [.. keys[next]], references[next].Contains(next)));
        }

        return ordered;
    }

    private static async Task<IReadOnlyList<string[]>> Rows(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancel).ConfigureAwait(false);
        var rows = new List<string[]>();
        while (await reader.ReadAsync(cancel).ConfigureAwait(false))
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
        return rows;
    }

    private static NpgsqlDbType TypeOf(string name) => name switch
    {
        "text" => NpgsqlDbType.Text,
        "integer" => NpgsqlDbType.Integer,
        "bigint" => NpgsqlDbType.Bigint,
        "bytea" => NpgsqlDbType.Bytea,
        // Of the search index, whose tables are not moved.
        "ARRAY" => NpgsqlDbType.Array,
        _ => throw new MoveException($"Columns of type {name} cannot be moved."),
    };
}

/// <param name="Name">Its name.</param>
/// <param name="Type">Text, integer, bigint or bytea.</param>
internal sealed record MoveColumn(string Name, NpgsqlDbType Type);

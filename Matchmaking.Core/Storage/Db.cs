using System.Data.Common;
using Dapper;

namespace Matchmaking.Core.Storage;

/// <summary>
/// An open connection inside a transaction, as stores see it. In a read all queries see one snapshot; in a write the
/// transaction belongs to the writer and the statements to one use case, which is undone as a whole when it refuses.
/// </summary>
public sealed class Db
{
    private readonly DbConnection _connection;
    private readonly DbTransaction? _transaction;
    private readonly CancellationToken _cancel;

    static Db() => DefaultTypeMap.MatchNamesWithUnderscores = true;

    /// <param name="connection">The connection, open.</param>
    /// <param name="transaction">Its transaction.</param>
    /// <param name="dialect">What is special about the database.</param>
    /// <param name="cancel">Ends a read between two of its queries. A write is not ended that way: it is undone or kept as a whole.</param>
    public Db(DbConnection connection, DbTransaction? transaction, ISqlDialect dialect, CancellationToken cancel = default)
    {
        _connection = connection;
        _transaction = transaction;
        Dialect = dialect;
        _cancel = cancel;
    }

    public ISqlDialect Dialect { get; }

    public async Task<IReadOnlyList<T>> Query<T>(string sql, object? args = null) =>
        (await _connection.QueryAsync<T>(new CommandDefinition(sql, args, _transaction, cancellationToken: _cancel)).ConfigureAwait(false)).AsList();

    public Task<T?> QuerySingleOrDefault<T>(string sql, object? args = null) =>
        _connection.QuerySingleOrDefaultAsync<T>(new CommandDefinition(sql, args, _transaction, cancellationToken: _cancel));

    /// <returns>The number of rows changed.</returns>
    public Task<int> Execute(string sql, object? args = null) =>
        _connection.ExecuteAsync(new CommandDefinition(sql, args, _transaction, cancellationToken: _cancel));
}

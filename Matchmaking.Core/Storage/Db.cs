using System.Data.Common;
using Dapper;
using Matchmaking.Core.Audit;

namespace Matchmaking.Core.Storage;

/// <summary>
/// An open connection inside a transaction, as stores see it. In a read all queries see one snapshot; in a write the
/// transaction belongs to the writer and the statements to one use case, which is undone as a whole when it refuses.
/// </summary>
public sealed class Db
{
    private readonly DbConnection _connection;
    private readonly DbTransaction? _transaction;
    private readonly Origin? _origin;

    static Db() => DefaultTypeMap.MatchNamesWithUnderscores = true;

    /// <param name="connection">An open connection.</param>
    /// <param name="transaction">The transaction of all statements.</param>
    /// <param name="dialect">The database's.</param>
    /// <param name="origin">Who writes; null in a read.</param>
    public Db(DbConnection connection, DbTransaction? transaction, ISqlDialect dialect, Origin? origin = null)
    {
        _connection = connection;
        _transaction = transaction;
        _origin = origin;
        Dialect = dialect;
    }

    public ISqlDialect Dialect { get; }

    /// <summary>Who writes.</summary>
    /// <exception cref="InvalidOperationException">This is a read.</exception>
    public Origin Origin => _origin ?? throw new InvalidOperationException("A read changes nothing and has no origin.");

    public async Task<IReadOnlyList<T>> Query<T>(string sql, object? args = null) =>
        (await _connection.QueryAsync<T>(new CommandDefinition(sql, args, _transaction)).ConfigureAwait(false)).AsList();

    public Task<T?> QuerySingleOrDefault<T>(string sql, object? args = null) =>
        _connection.QuerySingleOrDefaultAsync<T>(new CommandDefinition(sql, args, _transaction));

    /// <returns>The number of rows changed.</returns>
    public Task<int> Execute(string sql, object? args = null) =>
        _connection.ExecuteAsync(new CommandDefinition(sql, args, _transaction));

    /// <summary>
    /// Runs a statement once for each value of its parameter <c>@value</c>, prepared once: for short statements in great number, where
    /// mapping and preparing each anew costs several times what it does.
    /// </summary>
    public async Task ExecuteForEach(string sql, IEnumerable<string> values, params IReadOnlyList<(string Name, string Value)> args)
    {
        var command = _connection.CreateCommand();
        await using var _ = command.ConfigureAwait(false);
        command.Transaction = _transaction;
        command.CommandText = sql;
        foreach (var (name, text) in args)
            Add(command, name).Value = text;
        var parameter = Add(command, "value");
        foreach (var value in values)
        {
            parameter.Value = value;
            await command.ExecuteNonQueryAsync().ConfigureAwait(false);
        }
    }

    private static DbParameter Add(DbCommand command, string name)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = "@" + name;
        command.Parameters.Add(parameter);
        return parameter;
    }
}

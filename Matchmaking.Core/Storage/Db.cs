using System.Data.Common;
using Dapper;
using Matchmaking.Core.Audit;
using Matchmaking.Core.Common;

namespace Matchmaking.Core.Storage;

/// <summary>
/// An open connection inside a transaction, as stores see it. In a read all queries see one snapshot; in a write the
/// transaction belongs to the writer and the statements to one use case, which is undone as a whole when it refuses.
/// </summary>
public sealed class Db
{
    private const string BeginPart = "SAVEPOINT part";
    private const string UndoPart = "ROLLBACK TO SAVEPOINT part";
    private const string EndPart = "RELEASE SAVEPOINT part";

    private readonly DbConnection _connection;
    private readonly DbTransaction? _transaction;
    private readonly Origin? _origin;
    private readonly ChangeTrail? _trail;

    static Db() => DefaultTypeMap.MatchNamesWithUnderscores = true;

    /// <param name="connection">An open connection.</param>
    /// <param name="transaction">The transaction of all statements; null where it was begun in SQL.</param>
    /// <param name="dialect">The database's.</param>
    /// <param name="origin">Who writes; null in a read.</param>
    /// <param name="trail">Of the transaction; null in a read.</param>
    /// <param name="cancel">Ends a read between two of its queries. A write is not ended that way: it is kept or undone as a whole.</param>
    internal Db(DbConnection connection, DbTransaction? transaction, ISqlDialect dialect, Origin? origin = null, ChangeTrail? trail = null, CancellationToken cancel = default)
    {
        _connection = connection;
        _transaction = transaction;
        _origin = origin;
        _trail = trail;
        Cancel = cancel;
        Dialect = dialect;
    }

    public ISqlDialect Dialect { get; }

    /// <summary>Of whoever reads; a write is not cancelled.</summary>
    public CancellationToken Cancel { get; }

    /// <summary>Who writes.</summary>
    /// <exception cref="InvalidOperationException">This is a read.</exception>
    public Origin Origin => _origin ?? throw new InvalidOperationException("A read changes nothing and has no origin.");

    public async Task<IReadOnlyList<T>> Query<T>(string sql, object? args = null) =>
        (await _connection.QueryAsync<T>(new CommandDefinition(sql, args, _transaction, cancellationToken: Cancel)).ConfigureAwait(false)).AsList();

    public Task<T?> QuerySingleOrDefault<T>(string sql, object? args = null) =>
        _connection.QuerySingleOrDefaultAsync<T>(new CommandDefinition(sql, args, _transaction, cancellationToken: Cancel));

    /// <summary>What is written at the end of the transaction.</summary>
    /// <exception cref="InvalidOperationException">This is a read.</exception>
    internal ChangeTrail Trail => _trail ?? throw new InvalidOperationException("A read changes nothing and leaves no trail.");

    /// <summary>Searches and the audit log are for reads.</summary>
    /// <exception cref="InvalidOperationException">This is a write, which would not find what its transaction changed before.</exception>
    internal void RequireRead()
    {
        if (_trail is not null)
            throw new InvalidOperationException("What a transaction changes is neither in the search index nor in the audit log before its end.");
    }

    /// <returns>The number of rows changed.</returns>
    public Task<int> Execute(string sql, object? args = null) =>
        _connection.ExecuteAsync(new CommandDefinition(sql, args, _transaction, cancellationToken: Cancel));

    /// <summary>
    /// Runs a part of a write that is undone alone when it answers with an error: of an import's rows each stands for itself.
    /// Parts do not nest.
    /// </summary>
    /// <exception cref="InvalidOperationException">Not inside a write.</exception>
    public async Task<Result<T>> Part<T>(Func<Task<Result<T>>> part)
    {
        if (_origin is null)
            throw new InvalidOperationException("A part belongs to a write.");
        var mark = Trail.Mark;
        await Execute(BeginPart).ConfigureAwait(false);
        var result = await part().ConfigureAwait(false);
        if (result.Error is not null)
        {
            await Execute(UndoPart).ConfigureAwait(false);
            Trail.ReturnTo(mark);
        }

        await Execute(EndPart).ConfigureAwait(false);
        return result;
    }
}

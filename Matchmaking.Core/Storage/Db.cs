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
    private readonly UnitOfWork? _work;

    static Db() => DefaultTypeMap.MatchNamesWithUnderscores = true;

    /// <param name="connection">An open connection.</param>
    /// <param name="transaction">The transaction of all statements; null where it was begun in SQL.</param>
    /// <param name="dialect">The database's.</param>
    /// <param name="work">Of the use case that writes; null in a read, and at the end of a transaction, which belongs to nobody.</param>
    /// <param name="cancel">Ends a read between two of its queries. A write is not ended that way: it is kept or undone as a whole.</param>
    internal Db(DbConnection connection, DbTransaction? transaction, ISqlDialect dialect, UnitOfWork? work = null, CancellationToken cancel = default)
    {
        _connection = connection;
        _transaction = transaction;
        _work = work;
        Cancel = cancel;
        Dialect = dialect;
    }

    public ISqlDialect Dialect { get; }

    /// <summary>Of whoever reads; a write is not cancelled.</summary>
    public CancellationToken Cancel { get; }

    /// <summary>Who writes.</summary>
    /// <exception cref="InvalidOperationException">This is a read.</exception>
    public Origin Origin => Work.Origin;

    /// <summary>What the use case does.</summary>
    /// <exception cref="InvalidOperationException">This is a read.</exception>
    internal UnitOfWork Work => _work ?? throw new InvalidOperationException("A read changes nothing: it has no origin and leaves no traces.");

    /// <summary>Those that a write has met; null in a read.</summary>
    internal RowCache? Rows => _work?.Rows;

    public async Task<IReadOnlyList<T>> Query<T>(string sql, object? args = null) =>
        (await _connection.QueryAsync<T>(new CommandDefinition(sql, args, _transaction, cancellationToken: Cancel)).ConfigureAwait(false)).AsList();

    public Task<T?> QuerySingleOrDefault<T>(string sql, object? args = null) =>
        _connection.QuerySingleOrDefaultAsync<T>(new CommandDefinition(sql, args, _transaction, cancellationToken: Cancel));

    /// <summary>Reads rows one by one, whose columns are not known to a type.</summary>
    internal Task<DbDataReader> Reader(string sql, object? args) =>
        _connection.ExecuteReaderAsync(new CommandDefinition(sql, args, _transaction, cancellationToken: Cancel));

    /// <summary>By how much this write is going to move a counter.</summary>
    internal long BumpsOf(string counter) => _work?.BumpsOf(counter) ?? 0;

    /// <summary>Searches and the audit log are for reads.</summary>
    /// <exception cref="InvalidOperationException">This is a write, which would not find what its transaction changed before.</exception>
    internal void RequireRead()
    {
        if (_work is not null)
            throw new InvalidOperationException("What a transaction changes is neither in the search index nor in the audit log before its end.");
    }

    /// <summary>Statements of this write so far that changed rows.</summary>
    /// <exception cref="InvalidOperationException">This is a read.</exception>
    public long Changes => Work.Changes;

    /// <returns>The number of rows changed.</returns>
    public async Task<int> Execute(string sql, object? args = null)
    {
        var changed = await _connection.ExecuteAsync(new CommandDefinition(sql, args, _transaction, cancellationToken: Cancel)).ConfigureAwait(false);
        if (changed > 0)
            _work?.Changed();
        return changed;
    }

    /// <summary>
    /// Runs a part of a write that is undone alone when it answers with an error: of an import's rows each stands for itself.
    /// Within a part the database keeps a copy of every page before it is changed. Parts do not nest.
    /// </summary>
    /// <exception cref="InvalidOperationException">Not inside a write.</exception>
    public async Task<Result<T>> Part<T>(Func<Task<Result<T>>> part)
    {
        var mark = Work.Mark;
        await Execute(BeginPart).ConfigureAwait(false);
        var result = await part().ConfigureAwait(false);
        if (result.Error is not null)
        {
            await Execute(UndoPart).ConfigureAwait(false);
            Work.ReturnTo(mark);
        }

        await Execute(EndPart).ConfigureAwait(false);
        return result;
    }
}

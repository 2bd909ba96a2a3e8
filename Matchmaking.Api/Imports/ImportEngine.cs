using Matchmaking.Api.Messages;
using Matchmaking.Api.Setup;
using Matchmaking.Core.Common;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Sessions;

namespace Matchmaking.Api.Imports;

/// <summary>
/// Takes the rows of a file in, block by block: each block is one write, so that others get their turn in between and a
/// restart loses no more than one. A bad row is reported and leaves nothing behind; it does not stop the others.
/// </summary>
internal sealed class ImportEngine(ImportJob job, Surroundings now)
{
    /// <summary>Rows a write: long enough to share its flush, short enough (some hundredths of a second) that nobody notices.</summary>
    public const int BlockRows = 250;

    private readonly ImportNames _names = new();

    // The row in which a key was seen first.
    private readonly Dictionary<string, int> _seen = new(StringComparer.Ordinal);

    /// <param name="state">Where to go on; a new state begins.</param>
    /// <param name="transaction">Runs a block.</param>
    /// <param name="cancel">Looked at between blocks.</param>
    /// <returns>The state after the last row, or why the import could not go on at all.</returns>
    /// <exception cref="OperationCanceledException">Cancelled; the blocks before are kept.</exception>
    public async Task<Result<ImportState>> Run(ImportState state, ImportTransaction transaction, CancellationToken cancel)
    {
        // A row that was judged before the restart counts for those behind it.
        for (var i = 0; i < state.Done; i++)
            FirstWithSameKey(job.Sheet.Read(i));
        while (state.Done < job.Sheet.RowCount)
        {
            cancel.ThrowIfCancellationRequested();
            var start = state;
            var rows = Enumerable.Range(state.Done, Math.Min(BlockRows, job.Sheet.RowCount - state.Done)).Select(Judge).ToList();
            var result = await transaction(db => Block(db, start, rows), cancel);
            if (result.Error is not null)
                return result;
            state = result.Value;
            if (state.DryRun)
                _names.Undo();
        }

        return state;
    }

    private JudgedRow Judge(int index)
    {
        var row = job.Sheet.Read(index);
        return new(row, FirstWithSameKey(row));
    }

    /// <summary>The row before this one that is about the same thing.</summary>
    private int? FirstWithSameKey(SheetRow row)
    {
        int? first = null;
        foreach (var key in job.Kind.KeysOf(row).Where(k => k.Length > 0))
        {
            if (!_seen.TryAdd(key, row.Number))
                first ??= _seen[key];
        }

        return first;
    }

    private async Task<Result<ImportState>> Block(Db db, ImportState state, IReadOnlyList<JudgedRow> rows)
    {
        var session = job.SessionId is { } id ? await SessionStore.Entities.Find(db, id.Value) : null;
        if (job.SessionId is not null && session is null)
            return DomainError.NotFound("session");
        await _names.BeginBlock(db);
        var context = new ImportContext(db, job.Caller, now, session, _names);
        var after = await TakeTogether(context, state, rows) ?? await TakeApart(context, state, rows);
        await _names.EndBlock(db);
        return after;
    }

    /// <summary>Takes rows as one part of the write: parts are dear, and a row that is refused has seldom changed anything.</summary>
    /// <returns>Null, and nothing is changed, when a row was refused after it had changed something.</returns>
    private async Task<ImportState?> TakeTogether(ImportContext context, ImportState state, IReadOnlyList<JudgedRow> rows)
    {
        var together = await context.Db.Part<ImportState>(async () =>
        {
            var tally = new Tally(state);
            foreach (var row in rows)
            {
                var before = context.Db.Changes;
                var result = await Take(context, row);
                if (result.Error is { } refused && context.Db.Changes != before)
                    return refused;
                Count(tally, row, result);
            }

            return tally.State;
        });
        if (together.Error is null)
            return together.Value;
        _names.Undo();
        return null;
    }

    /// <summary>Takes rows each as a part of its own.</summary>
    private async Task<ImportState> TakeApart(ImportContext context, ImportState state, IReadOnlyList<JudgedRow> rows)
    {
        var tally = new Tally(state);
        foreach (var row in rows)
            Count(tally, row, await context.Db.Part(() => Take(context, row)));
        return tally.State;
    }

    private async Task<Result<RowEffect>> Take(ImportContext context, JudgedRow judged)
    {
        if (judged.Row.Errors.Count > 0)
            return DomainError.Invalid(judged.Row.Errors);
        if (judged.First is { } number)
            return new DomainError(ErrorKind.Invalid, Codes.DuplicateRow, ("first", number));
        return await job.Kind.Import(context, judged.Row);
    }

    private void Count(Tally tally, JudgedRow judged, Result<RowEffect> result)
    {
        if (result.TryGet(out var effect, out var refused))
            tally.Add(effect);
        else
            tally.Fail(Errors(judged.Row, refused));
    }

    private IReadOnlyList<ImportError> Errors(SheetRow row, DomainError refused) => refused.Fields.Count == 0
        ? [new ImportError(row.Number, null, refused.Code, Arguments(refused.Args))]
        : [.. refused.Fields.Select(f => new ImportError(row.Number, f.Pointer.Length == 0 ? null : job.Sheet.HeaderOf(f.Pointer, job.Language), f.Code, Arguments(f.Args)))];

    private static IReadOnlyList<ImportArgument> Arguments(IReadOnlyList<(string Name, object? Value)> args) =>
        [.. args.Select(a => new ImportArgument(a.Name, MessageCatalogue.Show(a.Value)))];

    private readonly record struct JudgedRow(SheetRow Row, int? First);

    /// <summary>The counts of a block on top of those before it.</summary>
    private sealed class Tally(ImportState before)
    {
        private readonly List<ImportError> _errors = [.. before.Errors];
        private int _created = before.Created;
        private int _updated = before.Updated;
        private int _unchanged = before.Unchanged;
        private int _failed = before.Failed;
        private int _errorsTotal = before.ErrorsTotal;

        public ImportState State => before with
        {
            Created = _created,
            Updated = _updated,
            Unchanged = _unchanged,
            Failed = _failed,
            Errors = _errors,
            ErrorsTotal = _errorsTotal,
        };

        public void Add(RowEffect effect)
        {
            _created += effect == RowEffect.Created ? 1 : 0;
            _updated += effect == RowEffect.Updated ? 1 : 0;
            _unchanged += effect == RowEffect.Unchanged ? 1 : 0;
        }

        public void Fail(IReadOnlyList<ImportError> errors)
        {
            _failed++;
            _errorsTotal += errors.Count;
            _errors.AddRange(errors.Take(ImportState.ErrorsMax - _errors.Count));
        }
    }
}

using System.Text.Json;
using Matchmaking.Api.Messages;
using Matchmaking.Api.Operations;
using Matchmaking.Api.Setup;
using Matchmaking.Api.Tables;
using Matchmaking.Core.Common;
using Matchmaking.Core.Operations;

namespace Matchmaking.Api.Imports;

/// <summary>What an upload asks for, beside the file.</summary>
/// <param name="Sheet">The kind of sheet.</param>
/// <param name="Format">The file.</param>
/// <param name="SessionId">The session that rows belong to.</param>
/// <param name="DryRun">Keep nothing.</param>
/// <param name="Language">The language of who asked, for columns that the file has no header for.</param>
internal sealed record ImportInput(string Sheet, TableFormat Format, SessionId? SessionId, bool DryRun, Language Language);

/// <summary>Imports as long work: each block of rows is committed together with the place behind it.</summary>
internal sealed class ImportOperation(SheetKinds kinds, Surroundings now) : IOperationHandler
{
    private const string Phase = "importing";

    public string Kind => "import";

    public OperationLane Lane => OperationLane.Data;

    public async Task<DomainError?> Run(OperationRun run, CancellationToken cancel)
    {
        var input = run.Input<ImportInput>();
        var kind = kinds.Find(input.Sheet) ?? throw new InvalidOperationException($"There is no kind of sheet '{input.Sheet}'.");
        // It was read when it was uploaded; a newer version of the program may see it otherwise.
        if (!SheetFile.Open(kind, input.Format, await run.Content()).TryGet(out var sheet, out var unreadable))
            return unreadable;
        var job = new ImportJob(kind, sheet, input.SessionId, run.Caller, input.Language);
        var state = run.Checkpoint<ImportState>() ?? new ImportState { DryRun = input.DryRun };
        if (sheet.RowCount == 0)
            return (await run.Commit(_ => Task.FromResult<Result<ImportState>>(state), s => Progress(s, sheet))).Error;
        var done = await new ImportEngine(job, now).Run(state, (block, _) => run.Commit(block, s => Progress(s, sheet), input.DryRun), cancel);
        return done.Error;
    }

    public object View(JsonElement result, Language language) => ImportReport.Of(result.Deserialize<ImportState>(WireJson.Options)!, language);

    private static OperationProgress Progress(ImportState state, BoundSheet sheet) => new(state.Done, sheet.RowCount, Phase);
}

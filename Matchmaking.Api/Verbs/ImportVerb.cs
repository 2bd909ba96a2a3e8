using System.Globalization;
using Matchmaking.Api.Auth;
using Matchmaking.Api.Imports;
using Matchmaking.Api.Messages;
using Matchmaking.Api.Setup;
using Matchmaking.Core.Audit;
using Matchmaking.Core.Common;
using Matchmaking.Core.Keys;
using Matchmaking.Core.Sessions;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Taxonomies;

namespace Matchmaking.Api.Verbs;

/// <summary>Imports a file into the database of this folder, with the rights of admin; while the server does not run.</summary>
internal sealed class ImportVerb : IVerb
{
    private const int SomeRowsFailed = 1;

    public string Name => "import";

    public string Usage => "KIND FILE [--session ID] [--dry-run]";

    public string Summary => "Import a CSV file or a workbook (exit code 1 when rows failed; the server must not be running)";

    public async Task<int> Run(VerbArguments arguments, TextWriter output)
    {
        if (arguments.Words is not [var name, var path])
            throw new UsageException("A kind and a file are needed.");
        var kinds = new SheetKinds(Taxonomy.Load());
        var kind = kinds.Find(name) ?? throw new UsageException($"A kind is one of {string.Join(", ", kinds.All.Select(k => k.Name))}.");
        var session = SessionOf(arguments, kind);
        var file = await File.ReadAllBytesAsync(path);
        if (!SheetFile.Open(kind, SheetFile.FormatOf(file), file).TryGet(out var sheet, out var unreadable))
            return Refused(output, unreadable);
        var settings = Settings.FromEnvironment();
        await using var database = Databases.Open(settings);
        await database.Migrate(TimeProvider.System, CancellationToken.None);
        var now = new Surroundings(TimeProvider.System, new Uuid7Source(TimeProvider.System));
        var job = new ImportJob(kind, sheet, session, new Caller(default, Role.Admin, []), Language.En);
        if (!(await Import(job, new ImportState { DryRun = arguments.Has("dry-run") }, database, now, output)).TryGet(out var state, out var stopped))
            return Refused(output, stopped);
        Write(output, ImportReport.Of(state, Language.En));
        return state.Failed == 0 ? 0 : SomeRowsFailed;
    }

    private async Task<Result<ImportState>> Import(ImportJob job, ImportState state, IDatabase database, Surroundings now, TextWriter output)
    {
        using var progress = new ProgressLine(output);
        var origin = Origin.CommandLine(Name, now.Time);
        return await new ImportEngine(job, now).Run(
            state,
            async (block, cancel) =>
            {
                var result = state.DryRun ? await database.Rehearse(origin, block, cancel) : await database.Write(origin, block, cancel);
                if (result.TryGet(out var done, out _))
                    progress.Show("rows", done.Done, job.Sheet.RowCount);
                return result;
            },
            CancellationToken.None);
    }

    private static SessionId? SessionOf(VerbArguments arguments, SheetKind kind)
    {
        if (arguments.Option("session") is not { } text)
            return kind.NeedsSession ? throw new UsageException($"{kind.Name} need --session.") : null;
        if (!kind.TakesSession)
            throw new UsageException($"{kind.Name} belong to no session.");
        return Id<Session>.TryParse(text, out var id) ? id : throw new UsageException("--session is the id of a session.");
    }

    private static int Refused(TextWriter output, DomainError refused)
    {
        Refusal.Write(output, refused);
        return SomeRowsFailed;
    }

    private static void Write(TextWriter output, ImportReport report)
    {
        foreach (var error in report.Errors)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"row {error.Row}{(error.Column is null ? "" : $", {error.Column}")}: {error.Message} ({error.Code})"));
        if (report.ErrorsTotal > report.Errors.Count)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"and {report.ErrorsTotal - report.Errors.Count} further errors"));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{(report.DryRun ? "Dry run: " : "")}{report.Rows} rows: {report.Created} created, {report.Updated} updated, {report.Unchanged} unchanged, {report.Failed} failed."));
    }
}

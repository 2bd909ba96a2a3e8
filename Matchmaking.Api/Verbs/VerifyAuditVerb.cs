using System.Globalization;
using Matchmaking.Api.Setup;
using Matchmaking.Core.Common;
using Matchmaking.Core.Storage.Audit;

namespace Matchmaking.Api.Verbs;

/// <summary>Recomputes the chain of the audit log and says where it is broken.</summary>
internal sealed class VerifyAuditVerb : IVerb
{
    private const int Broken = 1;

    public string Name => "verify-audit";

    public string Usage => "[--expect SEQUENCE:HASH]";

    public string Summary => "Verify the chain of the audit log (exit code 1 when it is broken); --expect names a head noted earlier";

    public async Task<int> Run(VerbArguments arguments, TextWriter output)
    {
        var expected = arguments.Option("expect") is { } text ? Mark(text) : null;
        var settings = Settings.FromEnvironment();
        using var progress = new ProgressLine(output);
        var verdict = await Databases.ReadBeside(
            settings,
            db => AuditVerifier.Verify(db, expected, (done, total) => progress.Show("audit rows", done, total), CancellationToken.None),
            CancellationToken.None);
        progress.Clear();
        if (verdict.Damage is { } damage)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The audit log is broken at row {damage.Sequence}: {damage.Kind.Kebab()}. The {verdict.Rows} rows before it are whole."));
            return Broken;
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The audit log is whole: {verdict.Rows} rows, head {verdict.Head.Sequence}:{verdict.Head.Hash}"));
        return 0;
    }

    private static AuditMark Mark(string text)
    {
        var parts = text.Split(':');
        return parts is [var number, { Length: 64 } hash] && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) && sequence > 0
            ? new AuditMark(sequence, hash.ToLowerInvariant())
            : throw new UsageException("--expect is SEQUENCE:HASH, as an earlier run printed it.");
    }
}

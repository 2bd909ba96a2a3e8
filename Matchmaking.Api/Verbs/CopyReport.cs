using System.Globalization;
using Matchmaking.Core.Storage;

namespace Matchmaking.Api.Verbs;

/// <summary>What a backup or a restore says at its end: enough to see whether it is the right one.</summary>
internal static class CopyReport
{
    public static void Write(TextWriter output, DatabaseCopy copy, TimeSpan took)
    {
        output.WriteLine($"  file     {copy.File}");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  size     {copy.Bytes} bytes"));
        output.WriteLine($"  sha256   {copy.Sha256}");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  schema   {copy.SchemaVersion}"));
        output.WriteLine("  checked  integrity, references, migrations");
        foreach (var (table, rows) in copy.Tables)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  rows     {table} {rows}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  took     {took.TotalSeconds:0.00} s"));
    }
}

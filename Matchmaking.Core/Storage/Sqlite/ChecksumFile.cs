using System.Security.Cryptography;
using System.Text;

namespace Matchmaking.Core.Storage.Sqlite;

/// <summary>The SHA-256 of a file in <c>FILE.sha256</c> beside it, in the format that <c>sha256sum -c</c> reads.</summary>
internal static class ChecksumFile
{
    private const int HexLength = 64;

    public static string PathOf(string file) => file + ".sha256";

    /// <returns>Lower-case hex.</returns>
    public static async Task<string> Compute(string file, CancellationToken cancel)
    {
        await using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancel).ConfigureAwait(false));
    }

    /// <param name="path">Where to write it.</param>
    /// <param name="sha256">Lower-case hex.</param>
    /// <param name="file">The file that it is the checksum of; its name alone is written, so that both can be moved together.</param>
    public static async Task Write(string path, string sha256, string file)
    {
        await using var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None);
        await stream.WriteAsync(Encoding.UTF8.GetBytes($"{sha256}  {Path.GetFileName(file)}\n")).ConfigureAwait(false);
        stream.Flush(flushToDisk: true);
    }

    /// <returns>Lower-case hex.</returns>
    /// <exception cref="BackupException">It is missing, or not a checksum of one file.</exception>
    public static async Task<string> Read(string file, CancellationToken cancel)
    {
        var path = PathOf(file);
        if (!File.Exists(path))
            throw new BackupException($"{path} is missing: without its checksum nobody can tell whether the backup is whole.");
        var line = (await File.ReadAllTextAsync(path, cancel).ConfigureAwait(false)).TrimEnd('\r', '\n');
        var hex = line.Split(' ')[0].ToLowerInvariant();
        if (line.Contains('\n', StringComparison.Ordinal) || hex.Length != HexLength || !hex.All(char.IsAsciiHexDigit))
            throw new BackupException($"{path} is not the SHA-256 of one file.");
        return hex;
    }
}

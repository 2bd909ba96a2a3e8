using System.IO.Compression;

namespace Matchmaking.Benchmarks.Ltr;

/// <summary>The lines of a file as bytes, plain or gzipped, without a string for each.</summary>
internal sealed class ByteLines(string path) : IDisposable
{
    private readonly Stream _file = path.EndsWith(".gz", StringComparison.Ordinal)
        ? new GZipStream(File.OpenRead(path), CompressionMode.Decompress)
        : File.OpenRead(path);

    private byte[] _buffer = new byte[1 << 20];
    private int _start;
    private int _end;

    /// <summary>The next line without its end; valid until the next call.</summary>
    public bool Next(out ReadOnlySpan<byte> line)
    {
        var searched = 0;
        while (true)
        {
            var at = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (at >= 0)
            {
                line = _buffer.AsSpan(_start, searched + at).TrimEnd((byte)'\r');
                _start += searched + at + 1;
                return true;
            }

            searched = _end - _start;
            if (Fill())
                continue;
            line = _buffer.AsSpan(_start, searched).TrimEnd((byte)'\r');
            _start = _end;
            return searched > 0;
        }
    }

    public void Dispose() => _file.Dispose();

    private bool Fill()
    {
        var kept = _buffer.AsSpan(_start, _end - _start);
        if (kept.Length == _buffer.Length)
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        else
            kept.CopyTo(_buffer);
        (_start, _end) = (0, kept.Length);
        var read = _file.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        return read > 0;
    }
}

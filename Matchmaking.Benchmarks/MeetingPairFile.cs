using Matchmaking.Core.Plans;

namespace Matchmaking.Benchmarks;

/// <summary>Reads <c>s,f,weight</c> lines byte by byte: a string for each of 374,000 lines would take more memory than planning them.</summary>
internal sealed class MeetingPairFile
{
    private const int Decimals = 4;
    private const long Largest = long.MaxValue / 100;

    private readonly byte[] _buffer = new byte[1 << 15];
    private readonly Stream _stream;
    private int _at;
    private int _end;
    private int _line = 1;

    private MeetingPairFile(Stream stream) => _stream = stream;

    /// <summary>All pairs after the header line; weights become integers, x 10,000.</summary>
    /// <exception cref="FormatException">A line is not <c>s,f,weight</c> with at most four decimals.</exception>
    public static MeetingPair[] Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        var file = new MeetingPairFile(stream);
        file.SkipLine();

        // Lines of the shortest form bound the number of pairs; what is not needed is never touched and so costs no memory.
        var pairs = new MeetingPair[stream.Length / "0,0,0\n".Length + 1];
        var count = 0;
        while (file.Peek() >= 0)
        {
            if (file.Peek() is '\n' or '\r')
            {
                file.SkipLine();
                continue;
            }

            pairs[count++] = new((int)file.Number(int.MaxValue, ','), (int)file.Number(int.MaxValue, ','), file.Weight());
        }

        return pairs[..count];
    }

    private long Number(long most, char end)
    {
        var (value, digits) = (0L, 0);
        while (char.IsAsciiDigit((char)Peek()))
        {
            value = (value * 10) + (Take() - '0');
            if (++digits > 19 || value > most)
                throw Wrong();
        }

        return digits > 0 && Take() == end ? value : throw Wrong();
    }

    private long Weight()
    {
        var (value, decimals, digits) = (0L, -1, 0);
        while (true)
        {
            var next = Peek();
            if (next == '.' && decimals < 0)
            {
                decimals = 0;
            }
            else if (char.IsAsciiDigit((char)next) && value < Largest)
            {
                digits++;
                if (decimals >= Decimals && next != '0')
                    throw Wrong();
                if (decimals < Decimals)
                    value = (value * 10) + (next - '0');
                if (decimals is >= 0 and < Decimals)
                    decimals++;
            }
            else
            {
                break;
            }

            Take();
        }

        for (var i = Math.Max(0, decimals); i < Decimals; i++)
            value = value < Largest ? value * 10 : throw Wrong();
        if (digits == 0 || Peek() is not ('\n' or '\r' or -1))
            throw Wrong();
        SkipLine();
        return value;
    }

    private void SkipLine()
    {
        while (Take() is not ('\n' or -1))
        {
        }

        _line++;
    }

    private FormatException Wrong() => new($"Line {_line} is not startup,fund,weight with at most four decimals.");

    // The next byte, or -1 at the end.
    private int Peek()
    {
        if (_at == _end)
        {
            _end = _stream.Read(_buffer);
            _at = 0;
        }

        return _at < _end ? _buffer[_at] : -1;
    }

    private int Take()
    {
        var next = Peek();
        if (next >= 0)
            _at++;
        return next;
    }
}

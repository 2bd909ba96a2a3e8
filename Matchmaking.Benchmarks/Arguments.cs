using System.Globalization;

namespace Matchmaking.Benchmarks;

/// <summary>The options of one call: <c>--name value</c> pairs and lone <c>--flag</c>s, each at most once.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> _values;
    private readonly HashSet<string> _flags;

    private Arguments(Dictionary<string, string> values, HashSet<string> flags)
    {
        _values = values;
        _flags = flags;
    }

    /// <exception cref="UsageException">An unknown option, a repeated one, one without its value, or a stray word.</exception>
    public static Arguments Parse(IReadOnlyList<string> words, IReadOnlyList<string> options, IReadOnlyList<string> flags)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var set = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < words.Count; i++)
        {
            if (!words[i].StartsWith("--", StringComparison.Ordinal))
                throw new UsageException($"'{words[i]}' is not an option.");
            var name = words[i][2..];
            if (flags.Contains(name))
            {
                if (!set.Add(name))
                    throw new UsageException($"--{name} is given twice.");
                continue;
            }

            if (!options.Contains(name))
                throw new UsageException($"Unknown option --{name}.");
            if (++i == words.Count)
                throw new UsageException($"--{name} needs a value.");
            if (!values.TryAdd(name, words[i]))
                throw new UsageException($"--{name} is given twice.");
        }

        return new(values, set);
    }

    public bool Has(string flag) => _flags.Contains(flag);

    public string? Text(string name) => _values.GetValueOrDefault(name);

    /// <exception cref="UsageException">It is absent.</exception>
    public string RequiredText(string name) => Text(name) ?? throw new UsageException($"--{name} is required.");

    /// <summary>The path of a file that exists.</summary>
    /// <exception cref="UsageException">It is absent or there is no such file.</exception>
    public string RequiredFile(string name)
    {
        var path = RequiredText(name);
        return File.Exists(path) ? path : throw new UsageException($"--{name}: there is no file '{path}'.");
    }

    /// <exception cref="UsageException">Not an integer of at least <paramref name="minimum"/>.</exception>
    public int Integer(string name, int fallback, int minimum = 0)
    {
        if (Text(name) is not { } text)
            return fallback;
        return int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) && value >= minimum
            ? value
            : throw new UsageException($"--{name}: '{text}' is not an integer of at least {minimum}.");
    }

    /// <exception cref="UsageException">Not a finite number.</exception>
    public double Number(string name, double fallback)
    {
        if (Text(name) is not { } text)
            return fallback;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : throw new UsageException($"--{name}: '{text}' is not a number.");
    }
}

namespace Matchmaking.Api.Verbs;

/// <summary>One verb of the command line. Exit codes: 0 done, 1 failed, 2 not understood or not possible as set up.</summary>
internal interface IVerb
{
    string Name { get; }

    /// <summary>Arguments behind the name, for the list of verbs.</summary>
    string Usage { get; }

    string Summary { get; }

    Task<int> Run(VerbArguments arguments, TextWriter output);
}

/// <summary>Arguments of a verb: <c>--name value</c> pairs, <c>--name</c> flags and plain words.</summary>
internal sealed class VerbArguments
{
    private readonly Dictionary<string, List<string>> _options = new(StringComparer.Ordinal);
    private readonly HashSet<string> _flags = new(StringComparer.Ordinal);
    private readonly List<string> _words = [];

    /// <param name="args">What stands behind the verb.</param>
    /// <param name="known">Names of options; one that ends in <c>*</c> may be given several times.</param>
    /// <exception cref="UsageException">An option that is not in <paramref name="known"/>, twice, or without a value.</exception>
    public static VerbArguments Parse(IReadOnlyList<string> args, params IReadOnlyList<string> known) => Parse(args, known, []);

    /// <exception cref="UsageException">An option or flag that is not known, twice, or an option without a value.</exception>
    public static VerbArguments Parse(IReadOnlyList<string> args, IReadOnlyList<string> known, IReadOnlyList<string> flags)
    {
        var parsed = new VerbArguments();
        for (var i = 0; i < args.Count; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
            {
                parsed._words.Add(args[i]);
                continue;
            }

            var name = args[i][2..];
            if (flags.Contains(name))
            {
                if (!parsed._flags.Add(name))
                    throw new UsageException($"--{name} is given twice.");
                continue;
            }

            var repeats = known.Contains(name + "*");
            if (!repeats && !known.Contains(name))
                throw new UsageException($"There is no option --{name}.");
            if (i + 1 >= args.Count)
                throw new UsageException($"--{name} needs a value.");
            if (!parsed._options.TryGetValue(name, out var values))
                parsed._options[name] = [args[++i]];
            else if (repeats)
                values.Add(args[++i]);
            else
                throw new UsageException($"--{name} is given twice.");
        }

        return parsed;
    }

    public string? Option(string name) => _options.TryGetValue(name, out var values) ? values[0] : null;

    /// <summary>The values of an option that may be given several times, in their order.</summary>
    public IReadOnlyList<string> All(string name) => _options.GetValueOrDefault(name) ?? [];

    public string Required(string name) => Option(name) ?? throw new UsageException($"--{name} is needed.");

    public bool Has(string flag) => _flags.Contains(flag);

    public IReadOnlyList<string> Words => _words;
}

/// <summary>The command line is wrong: the message says how.</summary>
internal sealed class UsageException(string message) : Exception(message);

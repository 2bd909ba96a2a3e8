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

/// <summary>Arguments of a verb: <c>--name value</c> pairs, <c>--flag</c>s and plain words.</summary>
internal sealed class VerbArguments
{
    private readonly Dictionary<string, string> _options = new(StringComparer.Ordinal);
    private readonly HashSet<string> _flags = new(StringComparer.Ordinal);
    private readonly List<string> _words = [];

    /// <exception cref="UsageException">
    /// Neither in <paramref name="known"/> nor in <paramref name="flags"/>, an option twice, or without a value.
    /// </exception>
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
                parsed._flags.Add(name);
                continue;
            }

            if (!known.Contains(name))
                throw new UsageException($"There is no option --{name}.");
            if (i + 1 >= args.Count)
                throw new UsageException($"--{name} needs a value.");
            if (!parsed._options.TryAdd(name, args[++i]))
                throw new UsageException($"--{name} is given twice.");
        }

        return parsed;
    }

    public string? Option(string name) => _options.GetValueOrDefault(name);

    /// <summary>An option without a value.</summary>
    public bool Flag(string name) => _flags.Contains(name);

    public string Required(string name) => Option(name) ?? throw new UsageException($"--{name} is needed.");

    public IReadOnlyList<string> Words => _words;
}

/// <summary>The command line is wrong: the message says how.</summary>
internal sealed class UsageException(string message) : Exception(message);

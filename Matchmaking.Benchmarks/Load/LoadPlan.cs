namespace Matchmaking.Benchmarks.Load;

/// <summary>What the command line asks for.</summary>
internal sealed record LoadPlan
{
    private const int RequestsPerKey = 50;

    /// <summary>Keys of a load whose rate is not known beforehand.</summary>
    private const int KeysOfShare = 400;

    /// <summary>Requests a second, where there is no <see cref="Share"/>.</summary>
    public required double Rate { get; init; }

    /// <summary>Share of what the server answers at most, which is found out first; null: the rate is given.</summary>
    public required double? Share { get; init; }

    public required int Seconds { get; init; }

    public required int WarmUpSeconds { get; init; }

    /// <summary>Multiple of the rate; 1 for none.</summary>
    public required double Overload { get; init; }

    public required int OverloadSeconds { get; init; }

    public required int RecoverySeconds { get; init; }

    public required int Keys { get; init; }

    public required int Seed { get; init; }

    /// <summary>The program to start when there is no <see cref="Url"/>.</summary>
    public required string Program { get; init; }

    public Uri? Url { get; init; }

    public string? AdminKey { get; init; }

    public int? ProcessId { get; init; }

    /// <exception cref="UsageException">The command line is wrong.</exception>
    public static LoadPlan Of(Arguments arguments)
    {
        var rate = arguments.Number("rate", 200);
        var overload = arguments.Number("overload", 4);
        if (rate is <= 0 or > 100_000)
            throw new UsageException("--rate is above 0 and at most 100000.");
        if (overload is < 1 or > 100)
            throw new UsageException("--overload is from 1 to 100.");
        double? share = arguments.Text("share") is null ? null : arguments.Number("share", 0);
        if (share is <= 0 or > 1)
            throw new UsageException("--share is above 0 and at most 1.");
        if (share is not null && arguments.Text("rate") is not null)
            throw new UsageException("--share and --rate exclude each other.");
        Uri? url = null;
        if (arguments.Text("url") is { } text && !Uri.TryCreate(text, UriKind.Absolute, out url))
            throw new UsageException($"--url: '{text}' is not a URL.");
        if (url is null && (arguments.Text("key") ?? arguments.Text("pid")) is not null)
            throw new UsageException("--key and --pid belong to --url.");
        return new LoadPlan
        {
            Rate = rate,
            Share = share,
            Seconds = arguments.Integer("seconds", 600, minimum: 1),
            WarmUpSeconds = arguments.Integer("warm-up-seconds", 20, minimum: 1),
            Overload = overload,
            OverloadSeconds = arguments.Integer("overload-seconds", 60, minimum: 1),
            RecoverySeconds = arguments.Integer("recovery-seconds", 60, minimum: 1),
            Keys = arguments.Integer("keys", share is null ? (int)Math.Ceiling(rate / RequestsPerKey) : KeysOfShare, minimum: 1),
            Seed = arguments.Integer("seed", 1),
            Program = url is not null ? "" : LoadServer.Program(arguments),
            Url = url,
            AdminKey = url is null ? null : arguments.RequiredText("key"),
            ProcessId = arguments.Text("pid") is null ? null : arguments.Integer("pid", 0, minimum: 1),
        };
    }
}

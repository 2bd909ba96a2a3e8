using Matchmaking.Benchmarks;

// One verb a file, listed here by name.
IVerb[] verbs =
[
    new BareVerb(),
    new HistoryVerb(),
    new ImportVerb(),
    new LoadVerb(),
    new LtrVerb(),
    new MeetingsVerb(),
    new InstancesVerb(),
    new PageVerb(),
    new RankVerb(),
    new RepairVerb(),
    new RiskVerb(),
    new SearchVerb(),
    new TablesVerb(),
    new WritesVerb(),
];

return new VerbTable(verbs).Run(args, Console.Out, Console.Error);

using System.Reflection;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Audit;
using Matchmaking.Core.Storage.Operations;
using Matchmaking.Core.Storage.Outcomes;
using Matchmaking.Core.Storage.Sqlite;
using Matchmaking.Core.Storage.Webhooks;

namespace Matchmaking.Tests.Storage.Support;

/// <summary>A statement of a store and where it comes from.</summary>
internal sealed record NamedStatement(string Name, string Sql)
{
    public override string ToString() => Name;
}

/// <summary>
/// All SQL that stores can send: the constants named <c>...Sql</c> of every type of the storage, found by reflection so that
/// none can be forgotten, and the statements that tables build.
/// </summary>
internal static class StatementList
{
    private static readonly SqliteDialect _dialect = new();

    public static IReadOnlyList<NamedStatement> Constants { get; } =
    [
        .. typeof(IDatabase).Assembly.GetTypes()
            .Where(t => t.Namespace?.StartsWith("Matchmaking.Core.Storage", StringComparison.Ordinal) == true)
            .SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(f => f.IsLiteral && f.FieldType == typeof(string) && f.Name.EndsWith("Sql", StringComparison.Ordinal))
            .Select(f => new NamedStatement($"{f.DeclaringType!.Name}.{f.Name}", (string)f.GetRawConstantValue()!)),
    ];

    /// <summary>The statements of every table that are not lists.</summary>
    public static IEnumerable<NamedStatement> OfTables =>
        from store in StoreCases.All
        from statement in (NamedStatement[])
        [
            new($"{store}.SelectById", store.Sql.SelectById), new($"{store}.Insert", store.Sql.Insert),
            new($"{store}.Update", store.Sql.Update), new($"{store}.Delete", store.Sql.Delete),
        ]
        select statement;

    /// <summary>
    /// Every list: without filter, with each filter, with each two, each with one value and on the first and a later page;
    /// lists of nested resources always within their parent, as no path reads them otherwise.
    /// </summary>
    public static IEnumerable<NamedStatement> Lists =>
    [
        .. from store in StoreCases.All
           from columns in WithinParent(store.Sql)
           from after in (bool[])[false, true]
           select new NamedStatement(
               $"{store}({string.Join(", ", columns)}){(after ? " after" : "")}",
               store.Sql.SelectWhere(_dialect, [.. columns.Select(c => new ListFilter(c, "x"))], after, limited: true)),
        .. from columns in UpToTwo(OutcomeStore.Filters)
           select new NamedStatement($"outcomes({string.Join(", ", columns)})", OutcomeStore.ListSql(_dialect, [.. columns.Select(c => new ListFilter(c, "x"))])),
        .. from columns in UpToTwo(OperationStore.Filters)
           select new NamedStatement($"operations({string.Join(", ", columns)})", OperationStore.ListSql([.. columns.Select(c => new ListFilter(c, "x"))])),
        .. from ofStatus in (bool[])[false, true]
           from newestFirst in (bool[])[false, true]
           from after in (bool[])[false, true]
           select new NamedStatement($"deliveries{(ofStatus ? " (status)" : "")}{(newestFirst ? " newest" : "")}{(after ? " after" : "")}", DeliveryStore.ListSql(ofStatus, newestFirst, after)),
        .. from columns in UpToTwo(AuditLog.Filters)
           from newestFirst in (bool[])[false, true]
           from time in (DateTimeOffset?[])[null, DateTimeOffset.UnixEpoch]
           let query = new AuditQuery([.. columns.Select(c => new ListFilter(c, "x"))], time, time, newestFirst, null, 1)
           select new NamedStatement($"audit({string.Join(", ", columns)}){(newestFirst ? " newest" : "")}{(time is null ? "" : " within")}", AuditLog.ListSql(query)),
    ];

    /// <summary>Lists without a page limit, as <c>All</c> reads them.</summary>
    public static IEnumerable<NamedStatement> WholeLists =>
        from store in StoreCases.All
        from columns in WithinParent(store.Sql)
        select new NamedStatement(
            $"{store}({string.Join(", ", columns)}) whole", store.Sql.SelectWhere(_dialect, [.. columns.Select(c => new ListFilter(c, "x"))], after: false, limited: false));

    private static IEnumerable<string[]> WithinParent(TableSql table)
    {
        var parent = table.Table switch
        {
            "registrations" or "preferences" or "plans" => "session_id",
            "positions" => "fund_id",
            _ => null,
        };
        return parent is null
            ? UpToTwo([.. table.Filters, "id"])
            : UpToTwo([.. table.Filters.Where(f => f != parent)]).Select(columns => (string[])[parent, .. columns]);
    }

    private static IEnumerable<string[]> UpToTwo(IReadOnlyList<string> columns) =>
    [
        [],
        .. columns.Select(c => new[] { c }),
        .. from a in columns from b in columns where string.CompareOrdinal(a, b) < 0 select new[] { a, b },
    ];
}

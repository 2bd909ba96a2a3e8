using Matchmaking.Api.Auth;
using Matchmaking.Api.Http;
using Matchmaking.Core.Common;
using Matchmaking.Core.Keys;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Search;

namespace Matchmaking.Api.Imports;

/// <summary>A kind of sheet: what it has for columns, how a row is taken in, and what of the stored things an export shows.</summary>
internal abstract class SheetKind
{
    /// <summary>As in the path: <c>financing-requests</c>.</summary>
    public abstract string Name { get; }

    public abstract Sheet Sheet { get; }

    public abstract IReadOnlyList<Role> Importers { get; }

    public abstract IReadOnlyList<Role> Exporters { get; }

    /// <summary>Whether rows belong to a session that is named beside the file.</summary>
    public virtual bool TakesSession => false;

    public virtual bool NeedsSession => false;

    /// <summary>What makes rows of a file the same: no two may share one of these.</summary>
    public abstract IEnumerable<string> KeysOf(SheetRow row);

    /// <summary>Takes in a row whose cells could all be read. Pointers of errors are <c>/field</c>, of the sheet's columns.</summary>
    public abstract Task<Result<RowEffect>> Import(ImportContext context, SheetRow row);

    /// <summary>Reads the filters of an export from the query: those of the list.</summary>
    public abstract IReadOnlyList<ListFilter> Filters(QueryReader query, Caller caller);

    /// <summary>Reads what an export searches for from the query, as its list does.</summary>
    public virtual SearchCriteria Search(QueryReader query) => SearchCriteria.None;

    /// <summary>A page of export rows: values in the order of the columns. What the caller does not see is not there.</summary>
    public abstract Task<Page<object?[]>> Export(Db db, Caller caller, ListQuery query);

    /// <summary>Rows for the template, as <see cref="Export"/> gives them.</summary>
    public virtual IReadOnlyList<object?[]> Examples() => [[.. Sheet.Columns.Select(c => c.Example)]];

    protected static string Key(SheetColumn column, SheetRow row) => $"{column.Field}\u001F{row.CellOf(column).Text}";

    protected object?[] Blank() => new object?[Sheet.Columns.Count];
}

/// <summary>Which rows an export has.</summary>
internal sealed record ListCriteria(IReadOnlyList<ListFilter> Filters, SearchCriteria Search);

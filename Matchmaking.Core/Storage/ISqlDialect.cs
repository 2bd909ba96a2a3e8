using System.Data.Common;

namespace Matchmaking.Core.Storage;

/// <summary>
/// The true differences between databases; everything else is one SQL text for all of them. Each member says why it exists.
/// </summary>
public interface ISqlDialect
{
    /// <summary>The folder of migrations: column types and partial indexes are spelled differently.</summary>
    string Name { get; }

    /// <summary>Error numbers and texts differ: the column of a violated unique constraint (<c>uscc</c>), or null when the exception is something else.</summary>
    string? UniqueViolation(DbException exception);

    /// <summary>Error numbers differ: a row is still referred to, or refers to nothing.</summary>
    bool IsForeignKeyViolation(DbException exception);

    /// <summary>Error numbers differ: what is wrong with the database itself, or null when the exception is something else.</summary>
    DatabaseFault? Fault(DbException exception);

    /// <summary>A condition: a column has one of the values of a list. Dapper spells lists out as parameters, but hands them to PostgreSQL as one array.</summary>
    string OneOf(string column, string parameter);

    /// <summary>Full-text indexes have nothing in common.</summary>
    ITokenIndex TokenIndex { get; }
}

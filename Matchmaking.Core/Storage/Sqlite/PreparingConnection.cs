using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace Matchmaking.Core.Storage.Sqlite;

/// <summary>
/// A connection that keeps its statements prepared. The stores send the same few dozen texts over and over, and compiling one
/// costs more than running it: an import of 50,000 rows compiled the same ten statements 50,000 times.
/// </summary>
/// <param name="connectionString">As for every connection.</param>
internal sealed class PreparingConnection(string connectionString) : SqliteConnection(connectionString)
{
    /// <summary>Texts that are kept; lists with many filters make ever new ones.</summary>
    private const int KeptMax = 256;

    private static readonly string[] _repeated = ["SELECT", "INSERT", "UPDATE", "DELETE", "SAVEPOINT", "RELEASE", "ROLLBACK TO"];

    private readonly Dictionary<string, SqliteCommand> _idle = new(StringComparer.Ordinal);

    protected override DbCommand CreateDbCommand() => new BorrowingCommand(this);

    /// <summary>A command for a text that nobody is using, prepared if the text was run before.</summary>
    private SqliteCommand Borrow(string text)
    {
        if (_idle.Remove(text, out var kept))
            return kept;
        var command = CreateCommand();
        command.CommandText = text;
        return command;
    }

    private void GiveBack(SqliteCommand command)
    {
        command.Parameters.Clear();
        command.Transaction = null;
        if (_idle.Count >= KeptMax || !IsRepeated(command.CommandText) || !_idle.TryAdd(command.CommandText, command))
            command.Dispose();
    }

    // Changes of the schema and pragmas run once.
    private static bool IsRepeated(string text) => _repeated.Any(verb => text.StartsWith(verb, StringComparison.Ordinal));

    /// <summary>What a caller fills in; at the moment of running, a prepared command takes its parameters over.</summary>
    private sealed class BorrowingCommand(PreparingConnection connection) : DbCommand
    {
        // Never run: it only holds parameters.
        private readonly SqliteCommand _parameters = new();
        private readonly List<SqliteCommand> _borrowed = [];

        [AllowNull]
        public override string CommandText { get; set; } = "";

        public override int CommandTimeout { get; set; } = connection.DefaultTimeout;

        public override CommandType CommandType { get; set; } = CommandType.Text;

        public override bool DesignTimeVisible { get; set; }

        public override UpdateRowSource UpdatedRowSource { get; set; }

        protected override DbConnection? DbConnection { get; set; } = connection;

        protected override DbParameterCollection DbParameterCollection => _parameters.Parameters;

        protected override DbTransaction? DbTransaction { get; set; }

        public override void Cancel()
        {
        }

        public override int ExecuteNonQuery() => Fill().ExecuteNonQuery();

        public override object? ExecuteScalar() => Fill().ExecuteScalar();

        public override void Prepare()
        {
        }

        protected override DbParameter CreateDbParameter() => new NamedParameter();

        protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => Fill().ExecuteReader(behavior);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                foreach (var command in _borrowed)
                    connection.GiveBack(command);
                _borrowed.Clear();
                _parameters.Dispose();
            }

            base.Dispose(disposing);
        }

        private SqliteCommand Fill()
        {
            var command = connection.Borrow(CommandText);
            _borrowed.Add(command);
            command.Transaction = (SqliteTransaction?)DbTransaction;
            command.CommandTimeout = CommandTimeout;
            foreach (SqliteParameter parameter in _parameters.Parameters)
                command.Parameters.Add(parameter);
            return command;
        }
    }

    /// <summary>Has the name that the statement has, <c>@id</c>. For a bare one the provider tries each prefix with each parameter of the statement.</summary>
    private sealed class NamedParameter : SqliteParameter
    {
        [AllowNull]
        public override string ParameterName
        {
            get => base.ParameterName;
            set => base.ParameterName = value is null || value.StartsWith('@') ? value : "@" + value;
        }
    }
}

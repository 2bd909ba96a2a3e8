using System.Runtime.InteropServices;
using SQLitePCL;

namespace Matchmaking.Core.Storage.Sqlite;

/// <summary>
/// Chooses the SQLite library before the first connection: the system's where it is there and newer than the bundled one
/// (a distribution keeps it patched; the bundled 3.35.5 predates the fixes of CVE-2023-7104 and CVE-2025-6965), else the
/// bundled one, so that a bare machine still runs.
/// </summary>
internal static class SqliteNative
{
    private const int BundledVersion = 3_035_005;

    private static readonly Lazy<string> _origin = new(Load);

    /// <summary>Loads the library once; says which: <c>system</c> or <c>bundled</c>.</summary>
    public static string Origin => _origin.Value;

    private static string Load()
    {
        var system = FindSystemLibrary();
        if (system != IntPtr.Zero)
            NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, (name, _, _) => name == "e_sqlite3" ? system : IntPtr.Zero);
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        return system != IntPtr.Zero ? "system" : "bundled";
    }

    private static IntPtr FindSystemLibrary()
    {
        string[] names = OperatingSystem.IsMacOS() ? ["libsqlite3.dylib"] : OperatingSystem.IsLinux() ? ["libsqlite3.so.0"] : [];
        foreach (var name in names)
        {
            if (!NativeLibrary.TryLoad(name, out var handle))
                continue;
            if (NativeLibrary.TryGetExport(handle, "sqlite3_libversion_number", out var export)
                && Marshal.GetDelegateForFunctionPointer<LibraryVersion>(export)() > BundledVersion)
                return handle;
            NativeLibrary.Free(handle);
        }

        return IntPtr.Zero;
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int LibraryVersion();
}

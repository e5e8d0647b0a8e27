@rem Sets ZP_PYTHON: the Python brought along, else an installed one of a version that the packages are for.
@set "ZP_PYTHON="
@set "ZP_BROUGHT=%~dp0..\python\win_amd64\python.exe"
@if exist "%ZP_BROUGHT%" set "ZP_PYTHON=%ZP_BROUGHT%"
@if defined ZP_PYTHON exit /b 0
@for /f "usebackq" %%v in ("%~dp0..\versions.txt") do @call :try %%v
@if not defined ZP_PYTHON type "%~dp0no_python.txt"
@exit /b 0
:try
@if defined ZP_PYTHON exit /b 0
@set "ZP_NUMBER=%~1"
@set "ZP_NUMBER=%ZP_NUMBER:.=%"
@if exist "%LOCALAPPDATA%\Programs\Python\Python%ZP_NUMBER%\python.exe" set "ZP_PYTHON=%LOCALAPPDATA%\Programs\Python\Python%ZP_NUMBER%\python.exe"
@if defined ZP_PYTHON exit /b 0
@if exist "%ProgramFiles%\Python%ZP_NUMBER%\python.exe" set "ZP_PYTHON=%ProgramFiles%\Python%ZP_NUMBER%\python.exe"
@if defined ZP_PYTHON exit /b 0
@for /f "usebackq delims=" %%p in (`py.exe -%~1 -I -c "import sys; print(sys.executable)" 2^>nul`) do @set "ZP_PYTHON=%%p"
@exit /b 0

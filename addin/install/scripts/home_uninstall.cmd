@echo off
setlocal
set "ZP_HOME=%~dp0"
set "ZP_PYTHON=%ZP_HOME%python\python.exe"
if not exist "%ZP_PYTHON%" set "ZP_PYTHON=%ZP_HOME%python\Scripts\python.exe"
cd /d "%SystemRoot%"
"%ZP_PYTHON%" -I -B -X utf8 "%ZP_HOME%program\install\__main__.py" uninstall
if errorlevel 1 goto failed
pause
rem One line: this file is gone before it ends.
(goto) 2>nul & rd /s /q "%ZP_HOME%python" & rd /s /q "%ZP_HOME%program" & del /q "%ZP_HOME%uninstall.cmd" & rd "%ZP_HOME%" 2>nul
:failed
pause
exit /b 1
